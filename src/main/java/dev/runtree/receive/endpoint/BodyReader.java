package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Gathers the bytes of a request as they come, and stops at the first one over a limit. */
final class BodyReader implements Subscriber<HttpObject> {
    private final Room.Share share;
    private final Limits limits;
    private final int framing;
    private final List<byte[]> parts = new ArrayList<>();
    private final CompletableFuture<Body> whole = new CompletableFuture<>();
    private int length;
    private @Nullable Subscription subscription;

    /** A body that is whole. */
    static final class Body {
        private final byte[] frame;
        private final byte[] message;

        private Body(byte[] frame, byte[] message) {
            this.frame = frame;
            this.message = message;
        }

        /** Its first bytes; fewer than asked for when there are no more. */
        byte[] frame() {
            return frame;
        }

        /** The rest. */
        byte[] message() {
            return message;
        }
    }

    /** @param framing how many bytes stand before the message */
    BodyReader(Room.Share share, Limits limits, int framing) {
        this.share = share;
        this.limits = limits;
        this.framing = framing;
    }

    /** The body once it is whole. Fails with {@link Refused} when it is too large, or with what broke the connection. */
    CompletableFuture<Body> whole() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (!(part instanceof HttpData data) || whole.isDone()) {
            return;
        }
        try {
            if (length + (long) data.length() > limits.body() + framing) {
                throw Refused.tooLarge(limits);
            }
            share.take(data.length());
            length += data.length();
            parts.add(data.array());
        } catch (Refused e) {
            parts.clear();
            Objects.requireNonNull(subscription, "nothing comes before the subscription")
                    .cancel();
            whole.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable problem) {
        parts.clear();
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        if (framing == 0 && parts.size() == 1) {
            whole.complete(new Body(new byte[0], parts.getFirst()));
            return;
        }
        var frame = new byte[Math.min(framing, length)];
        var message = new byte[length - frame.length];
        var at = 0;
        for (var part : parts) {
            var head = Math.min(part.length, Math.max(0, frame.length - at));
            System.arraycopy(part, 0, frame, Math.min(at, frame.length), head);
            System.arraycopy(part, head, message, Math.max(0, at - frame.length), part.length - head);
            at += part.length;
        }
        parts.clear();
        whole.complete(new Body(frame, message));
    }
}
