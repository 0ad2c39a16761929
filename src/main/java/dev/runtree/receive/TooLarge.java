package dev.runtree.receive;

import java.io.IOException;

/** A limit of {@link ImportLimits} was met. The message names it. */
final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
        super(message);
    }
}
