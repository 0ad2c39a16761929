package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.Signal;
import org.jspecify.annotations.Nullable;

/** A request and its answer in one of the two protocols. */
sealed interface Exchange permits HttpExchange, GrpcExchange {

    /** A request that says it is gRPC is one, on whatever port it comes. */
    static Exchange of(HttpRequest request) {
        return GrpcExchange.is(request) ? new GrpcExchange(request.headers()) : new HttpExchange(request.headers());
    }

    /**
     * Reads the headers.
     *
     * @throws Refused when nothing can be done with what they announce
     */
    Call call();

    /**
     * How the message of a body is packed.
     *
     * @throws Refused when the body holds none, or not just one
     */
    Packing packing(Call call, BodyReader.Body body);

    /** The answer to a message that was taken, perhaps not as a whole. */
    HttpResponse taken(Call call, Taken taken);

    HttpResponse refused(Refused refusal);

    /**
     * What a request is going to send.
     *
     * @param packing of its message, or of those messages that say they are packed
     * @param framing bytes of the body before its message
     * @param userAgent who says to send it
     */
    record Call(
            Signal signal,
            Encoding encoding,
            Packing packing,
            int framing,
            @Nullable String userAgent) {}
}
