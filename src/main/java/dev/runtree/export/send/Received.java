package dev.runtree.export.send;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes an answer as it comes, and keeps only so much of it as anybody reads. */
final class Received implements Subscriber<HttpObject> {
    /** So much is kept of a body. */
    static final int KEPT = 64 << 10;

    /** So much is read of one before the rest is given up. */
    private static final long READ = 4 << 20;

    private static final int FRAME = 5;
    private static final String[] GRPC = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };

    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;
    private @Nullable ResponseHeaders headers;
    private HttpHeaders trailers = HttpHeaders.of();
    private long length;

    /** Completes when all was read that is kept; what it kept is safely published then. */
    CompletableFuture<Void> whole() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription mine) {
        subscription = mine;
        mine.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        switch (part) {
            case ResponseHeaders head -> headers = head.status().isInformational() ? headers : head;
            case HttpHeaders tail -> trailers = tail;
            case HttpData data -> take(data);
            default -> throw new IllegalStateException("unexpected " + part);
        }
    }

    private void take(HttpData data) {
        var bytes = data.array();
        body.write(bytes, 0, Math.min(bytes.length, KEPT - body.size()));
        length += bytes.length;
        if (length > READ && subscription != null) {
            subscription.cancel();
            whole.complete(null);
        }
    }

    @Override
    public void onError(Throwable problem) {
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        whole.complete(null);
    }

    Reply http(Shown shown, Instant now) {
        var head = Objects.requireNonNull(headers);
        var bytes = body.toByteArray();
        var answer = Answers.http(
                head.status().code(),
                head.status().toString(),
                bytes,
                contentType(head),
                head.get(HttpHeaderNames.RETRY_AFTER),
                head.get(HttpHeaderNames.LOCATION),
                now);
        return new Reply(clean(answer, shown), head.status().toString(), text(bytes, length, shown));
    }

    Reply grpc(Shown shown) {
        var head = Objects.requireNonNull(headers);
        var all = body.toByteArray();
        if (head.status().code() != 200) {
            return http(shown, Instant.now());
        }
        var message = all.length < FRAME ? new byte[0] : Arrays.copyOfRange(all, FRAME, all.length);
        var code = number(trailer(head, "grpc-status"));
        var said = trailer(head, "grpc-message");
        var status = code == null
                ? head.status().toString()
                : code >= 0 && code < GRPC.length ? GRPC[code] : "status " + code;
        var answer = Answers.grpc(
                code, status, said == null ? null : unescaped(said), message, trailer(head, "grpc-status-details-bin"));
        return new Reply(
                clean(answer, shown),
                status,
                said == null ? text(message, Math.max(0, length - FRAME), shown) : shown.text(unescaped(said)));
    }

    /** An answer without a body has them in its only headers. */
    private @Nullable String trailer(ResponseHeaders head, String name) {
        var value = trailers.get(name);
        return value == null ? head.get(name) : value;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,4}") ? null : Integer.valueOf(text);
    }

    /** As gRPC writes its messages: a plus is a plus. */
    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String contentType(ResponseHeaders head) {
        var type = head.get(HttpHeaderNames.CONTENT_TYPE);
        return type == null ? "" : type;
    }

    private static Answer clean(Answer answer, Shown shown) {
        return switch (answer) {
            case Answer.Taken(var rejected, var message) ->
                new Answer.Taken(rejected, message == null ? null : shown.line(message));
            case Answer.Refused(var said) -> new Answer.Refused(shown.line(said));
            case Answer.NoKey(var said) -> new Answer.NoKey(shown.line(said));
            case Answer.Wrong(var said) -> new Answer.Wrong(shown.line(said));
            case Answer.Later(var said, var after) -> new Answer.Later(shown.line(said), after);
        };
    }

    private static String text(byte[] bytes, long length, Shown shown) {
        if (bytes.length == 0) {
            return "";
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        var isText = text.codePoints().noneMatch(point -> point < ' ' && !Character.isWhitespace(point))
                && text.indexOf('\uFFFD') < 0;
        if (!isText) {
            return length + " bytes";
        }
        return shown.text(text) + (length > bytes.length ? " ... (" + bytes.length + " of " + length + " bytes)" : "");
    }
}
