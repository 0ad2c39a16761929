package dev.runtree.export.training;

import dev.runtree.model.Part;
import java.util.Locale;

/** Which media are images that a model can be shown. */
final class Images {
    private Images() {}

    /** Its address: on the web, or as {@code data:} with all of its content. */
    static String address(Part.Media media) throws Unfit {
        var uri = media.uri();
        var type = media.mimeType() == null ? "" : media.mimeType().toLowerCase(Locale.ROOT);
        var isOnTheWeb = (uri.startsWith("https://") || uri.startsWith("http://"))
                && (type.isEmpty() || type.startsWith("image"));
        if (uri.startsWith("data:image/") || isOnTheWeb) {
            return uri;
        }
        throw new Unfit(Reason.MEDIA);
    }
}
