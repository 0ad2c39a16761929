package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.runtree.receive.endpoint.Exchange.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where every request comes to: let in, read, handed on, answered. */
final class Front implements HttpService {
    /** How long a sender waits for the commit. Most give up after ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** When to try again after a failure that passes. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Some SDKs give up after ten seconds in all, in which whoever starts it again can be back. */
    private static final Duration RETRY_AFTER_CLOSING = Duration.ofSeconds(1);

    private final EndpointOptions options;
    private final Room room;
    private final Intake intake;
    private final Tally tally;
    private final Turnstile turnstile = new Turnstile();

    Front(EndpointOptions options, Room room, Intake intake, Tally tally) {
        this.options = options;
        this.room = room;
        this.intake = intake;
        this.tally = tally;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        var exchange = Exchange.of(request);
        if (!turnstile.enter()) {
            var closing =
                    new Refused(Why.UNAVAILABLE, "Runtree is closing: send it again in a moment", RETRY_AFTER_CLOSING);
            return refused(exchange, closing, request.headers());
        }
        var _ = context.log().whenComplete().thenRun(turnstile::leave);
        try {
            var call = admitted(exchange, request.headers());
            return HttpResponse.of(stored(call, exchange, context, request)
                    .handleAsync(
                            (taken, problem) -> problem == null
                                    ? taken(exchange, call, taken)
                                    : refused(exchange, problem, request.headers()),
                            context.eventLoop()));
        } catch (Refused refusal) {
            return refused(exchange, refusal, request.headers());
        }
    }

    /** What the request is going to send, if it may. */
    private Call admitted(Exchange exchange, RequestHeaders headers) {
        var token = options.token();
        if (token != null && !token.isIn(headers.get(HttpHeaderNames.AUTHORIZATION))) {
            throw new Refused(
                    Why.NOT_AUTHENTICATED,
                    "This endpoint wants its token: send the header Authorization: Bearer TOKEN");
        }
        var call = exchange.call();
        if (headers.contentLength() > options.limits().body() + call.framing()) {
            throw Refused.tooLarge(options.limits());
        }
        return call;
    }

    private CompletableFuture<Taken> stored(
            Call call, Exchange exchange, ServiceRequestContext context, HttpRequest request) {
        var share = room.enter();
        var reader = new BodyReader(share, options.limits(), call.framing());
        request.subscribe(reader, context.eventLoop());
        // The sender may lose patience; what it sent takes its room until the store is done with it.
        var stored = reader.whole()
                .thenCompose(body -> intake.take(call, exchange.packing(call, body), body.message(), share))
                .whenComplete((taken, problem) -> share.leave());
        return stored.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpResponse taken(Exchange exchange, Call call, Taken taken) {
        tally.stored(taken);
        return exchange.taken(call, taken);
    }

    private HttpResponse refused(Exchange exchange, Throwable problem, RequestHeaders headers) {
        var refusal = refusal(problem);
        tally.refused(refusal, headers.get(HttpHeaderNames.USER_AGENT));
        return exchange.refused(refusal);
    }

    private static Refused refusal(Throwable problem) {
        return switch (problem) {
            case CompletionException wrapped when wrapped.getCause() != null -> refusal(wrapped.getCause());
            case Refused refused -> refused;
            case TimeoutException late ->
                new Refused(Why.UNAVAILABLE, "The database takes too long: send it again in a moment", RETRY);
            default -> new Refused(Why.UNREADABLE, "The body did not come as a whole: " + problem);
        };
    }

    /** Lets nobody in any more, and returns when those inside are answered. */
    void close() {
        turnstile.close(PATIENCE.plus(RETRY));
    }
}
