package dev.runtree.bench;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Recorded protobuf bodies of agent SDKs: those in the folder that the system property {@code captures} names, else those of
 * the tests.
 *
 * @param spans in all bodies together
 * @param attributeBytes of attributes and events, in all bodies together
 */
record Captures(Path folder, List<byte[]> bodies, int spans, long attributeBytes) {

    static Captures read() {
        var folder = Path.of(System.getProperty("captures", "src/test/resources/otlp"));
        try (var files = Files.walk(folder)) {
            var bodies = files.filter(file -> file.toString().endsWith(".pb"))
                    .sorted()
                    .map(Captures::bytes)
                    .filter(body -> BodyKind.ofProtobuf(body) == BodyKind.TRACES)
                    .toList();
            var spans = bodies.stream()
                    .mapToInt(body -> new OtlpReader(Prices.none())
                            .traces(Encoding.PROTOBUF, body, Source.OTLP)
                            .spans()
                            .size())
                    .sum();
            return new Captures(
                    folder,
                    bodies,
                    spans,
                    bodies.stream().mapToLong(Captures::attributeBytes).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long attributeBytes(byte[] body) {
        try {
            var bytes = 0L;
            for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                for (var scope : resource.getScopeSpansList()) {
                    for (var span : scope.getSpansList()) {
                        for (var attribute : span.getAttributesList()) {
                            bytes += attribute.getSerializedSize();
                        }
                        for (var event : span.getEventsList()) {
                            bytes += event.getSerializedSize();
                        }
                    }
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
