package dev.runtree.store.spool;

import java.io.IOException;

/** Nothing more can be put on disk. The message is fit to be shown: what, where, and what to do. */
public final class SpoolRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolRefusal(String message) {
        super(message);
    }

    SpoolRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
