package dev.runtree.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.grpc.protocol.UnaryGrpcClient;
import com.linecorp.armeria.common.grpc.protocol.ArmeriaStatusException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** OTLP/gRPC, a connection of its own. */
final class GrpcSender implements Sender {
    private static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS: OTLP's own list. */
    private static final Set<Integer> LATER = Set.of(1, 4, 8, 10, 11, 14, 15);

    private final ClientFactory factory = ClientFactory.builder().build();
    private final UnaryGrpcClient client;

    GrpcSender(Target target) {
        var calls =
                Clients.builder("gproto+" + target.address()).factory(factory).responseTimeout(LONGEST);
        target.headers().forEach(calls::setHeader);
        this.client = calls.build(UnaryGrpcClient.class);
    }

    @Override
    public Answer send(byte[] body) throws InterruptedException {
        try {
            var partly = ExportTraceServiceResponse.parseFrom(
                            client.execute(EXPORT, body).get())
                    .getPartialSuccess();
            return new Answer.Acknowledged(partly.getRejectedSpans(), partly.getErrorMessage());
        } catch (ExecutionException e) {
            return e.getCause() instanceof ArmeriaStatusException status && !LATER.contains(status.getCode())
                    ? new Answer.Refused("gRPC " + status.getCode() + ": " + status.getMessage())
                    : new Answer.Later(null, String.valueOf(e.getCause()));
        } catch (InvalidProtocolBufferException e) {
            return new Answer.Refused("an answer that is none: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
