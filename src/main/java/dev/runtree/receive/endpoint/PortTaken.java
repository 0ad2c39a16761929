package dev.runtree.receive.endpoint;

import org.jspecify.annotations.Nullable;

/** Somebody else listens on a port that the endpoint is to have. */
public final class PortTaken extends CannotListen {
    private static final long serialVersionUID = 1L;

    private final int port;
    private final transient @Nullable PortHolder holder;

    PortTaken(int port, @Nullable PortHolder holder, Throwable cause) {
        super("Port " + port + " is taken" + (holder == null ? "" : " by " + holder.words()) + ".", cause);
        this.port = port;
        this.holder = holder;
    }

    public int port() {
        return port;
    }

    /** {@code null} where the system does not tell. */
    public @Nullable PortHolder holder() {
        return holder;
    }
}
