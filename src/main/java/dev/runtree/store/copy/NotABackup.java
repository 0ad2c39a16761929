package dev.runtree.store.copy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not the backup that it was taken for; the message is the second half of a sentence. */
public final class NotABackup extends IOException {
    private static final long serialVersionUID = 1;

    public NotABackup(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
