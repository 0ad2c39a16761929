package dev.runtree.ui.media;

import java.io.ByteArrayInputStream;
import java.util.concurrent.Semaphore;
import javafx.scene.image.Image;

/** Decodes images one after the other, whichever threads ask. */
final class Decoder {
    /** While one is decoded it takes as much as it was sent large: many at once would fill the heap. */
    private static final Semaphore TURN = new Semaphore(1);

    private Decoder() {}

    /** @param reduced whether it is larger than what is shown of it; a smaller one would be blown up */
    static Image decoded(byte[] bytes, boolean reduced) {
        TURN.acquireUninterruptibly();
        try {
            var in = new ByteArrayInputStream(bytes);
            return reduced ? new Image(in, Picture.WIDEST, Picture.TALLEST, true, true) : new Image(in);
        } finally {
            TURN.release();
        }
    }
}
