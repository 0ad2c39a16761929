package dev.runtree.receive.endpoint;

/** The endpoint cannot be opened. The message says where and why. */
public class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String message, Throwable cause) {
        super(message, cause);
    }
}
