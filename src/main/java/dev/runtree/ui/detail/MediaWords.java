package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Part;

/** What an image, sound or file is, in a few words. */
final class MediaWords {
    private static final int SHOWN = 200;

    private MediaWords() {}

    static String of(Part.Media media) {
        var type = media.mimeType() == null || media.mimeType().isBlank() ? "media" : media.mimeType();
        if (media.uri().startsWith("data:")) {
            var comma = media.uri().indexOf(',');
            var base64 = comma > 0 && media.uri().substring(0, comma).endsWith(";base64");
            var length = media.uri().length() - comma - 1;
            return type + ", " + Figures.bytes(base64 ? length / 4 * 3L : length);
        }
        return type + ", " + media.uri().substring(0, Math.min(media.uri().length(), SHOWN));
    }
}
