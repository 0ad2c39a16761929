package dev.runtree.ui.snapshot;

import java.time.Duration;

/** A view was not ready in time to be pictured. */
public final class LatePicture extends RuntimeException {
    private static final long serialVersionUID = 1;

    LatePicture(Shot shot, Duration patience) {
        super("The view \"" + shot.view().word() + "\" was not ready within " + patience.toSeconds()
                + " s, so no picture was written. Is the database slow, or the run very large? Try again, or another run"
                + " with --run; if a part of the window has failed, the log says which.");
    }
}
