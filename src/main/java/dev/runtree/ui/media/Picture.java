package dev.runtree.ui.media;

import dev.runtree.model.Figures;
import dev.runtree.model.Part;
import dev.runtree.ui.Messages;
import javafx.scene.image.Image;

/** What became of decoding an image. */
public sealed interface Picture {
    /** In bytes. */
    long LARGEST = 16L << 20;

    /** Four bytes each are needed to show it. */
    long MOST_PIXELS = 40_000_000;

    /** More than a card shows of it, also on a dense screen: a larger one is kept in memory no larger than this. */
    int WIDEST = 1600;

    int TALLEST = 720;

    /**
     * An image that can be shown, at most {@link #WIDEST} by {@link #TALLEST}; of a GIF its first picture.
     *
     * @param size how large it was sent
     */
    record Decoded(Image image, Blob blob, ImageSize size) implements Picture {}

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
        var image =
                Decoder.decoded(bytes, size.get().width() > WIDEST || size.get().height() > TALLEST);
        return image.isError() || image.getWidth() < 1
                ? new Refused(Messages.text("media.broken"))
                : new Decoded(image, blob, size.get());
    }
}
