package dev.runtree.ui.media;

import dev.runtree.model.Figures;
import dev.runtree.model.Part;
import dev.runtree.ui.Messages;
import java.io.ByteArrayInputStream;
import javafx.scene.image.Image;

/** What became of decoding an image. */
public sealed interface Picture {
    /** In bytes. */
    long LARGEST = 16L << 20;

    /** Four bytes each are needed to show it. */
    long MOST_PIXELS = 40_000_000;

    /** An image that can be shown; of a GIF its first picture. */
    record Decoded(Image image, Blob blob) implements Picture {}

    /**
     * One that is not.
     *
     * @param why fit to be shown
     */
    record Refused(String why) implements Picture {}

    /** Decodes an image that was sent along. Takes its time: not for the JavaFX thread. */
    static Picture of(Part.Media media) {
        var size = Blob.size(media);
        if (size > LARGEST) {
            return new Refused(Messages.text("media.large", Figures.bytes(size), Figures.bytes(LARGEST)));
        }
        return Blob.of(media).map(Picture::of).orElseGet(() -> new Refused(Messages.text("media.broken.data")));
    }

    private static Picture of(Blob blob) {
        var size = ImageSize.of(blob);
        if (size.isEmpty()) {
            return new Refused(Messages.text("media.unknown"));
        }
        if (size.get().pixels() > MOST_PIXELS) {
            return new Refused(Messages.text(
                    "media.pixels",
                    Figures.count(size.get().width()),
                    Figures.count(size.get().height())));
        }
        var bytes = blob.type().equals("image/gif") ? FirstFrame.of(blob.bytes()) : blob.bytes();
        var image = new Image(new ByteArrayInputStream(bytes));
        return image.isError() || image.getWidth() < 1
                ? new Refused(Messages.text("media.broken"))
                : new Decoded(image, blob);
    }
}
