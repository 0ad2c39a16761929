package dev.runtree.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP with protobuf. Which statuses mean "later" is OTLP's own list. */
final class HttpSender implements Sender {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int SHOWN = 200;

    private final Target target;
    private final HttpClient client;

    HttpSender(Target target) {
        this.target = target;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public Answer send(byte[] body) throws InterruptedException {
        var request = HttpRequest.newBuilder(target.address())
                .timeout(LONGEST)
                .header("Content-Type", "application/x-protobuf");
        target.headers().forEach(request::header);
        if (target.gzip()) {
            request.header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(gzipped(body)));
        } else {
            request.POST(BodyPublishers.ofByteArray(body));
        }
        try {
            return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (ConnectException e) {
            return new Answer.Later(null, "nobody listens at " + target.address());
        } catch (IOException e) {
            var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Answer.Later(null, "no answer: " + why);
        }
    }

    private static byte[] gzipped(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 2);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        var said = new String(response.body(), StandardCharsets.UTF_8);
        var why = "HTTP " + response.statusCode() + ": " + said.substring(0, Math.min(SHOWN, said.length()));
        return switch (response.statusCode()) {
            case 200 -> acknowledged(response.body());
            case 429, 502, 503, 504 -> new Answer.Later(retryAfter(response), why);
            default -> new Answer.Refused(why);
        };
    }

    private static Answer acknowledged(byte[] body) {
        try {
            var partly = ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
            return new Answer.Acknowledged(partly.getRejectedSpans(), partly.getErrorMessage());
        } catch (InvalidProtocolBufferException e) {
            // Some receivers answer a protobuf body with JSON or with nothing that means anything; 200 is a promise.
            return new Answer.Acknowledged(0, "");
        }
    }

    /** In seconds, or as a date. */
    private static @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
        var said = response.headers().firstValue("Retry-After").orElse("").strip();
        if (said.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        try {
            var until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(ZonedDateTime.now(until.getZone()), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
