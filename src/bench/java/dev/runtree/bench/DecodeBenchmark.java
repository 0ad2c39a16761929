package dev.runtree.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * From bytes to normalised spans on one core, and as its reference protobuf's own parse of the same bytes. One invocation
 * reads all captures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class DecodeBenchmark {
    private final Captures captures = Captures.read();

    @Benchmark
    public void parseProtobuf(Blackhole hole) throws InvalidProtocolBufferException {
        for (var body : captures.bodies()) {
            hole.consume(ExportTraceServiceRequest.parseFrom(body));
        }
    }

    @Benchmark
    public void decodeAndNormalise(Blackhole hole) {
        for (var body : captures.bodies()) {
            hole.consume(new OtlpReader(Prices.none()).traces(Encoding.PROTOBUF, body, Source.OTLP));
        }
    }
}
