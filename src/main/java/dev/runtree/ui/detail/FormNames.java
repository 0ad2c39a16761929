package dev.runtree.ui.detail;

import dev.runtree.settings.TextForm;
import dev.runtree.ui.Messages;

/** What forms of texts are called. */
final class FormNames {
    private FormNames() {}

    static String of(TextForm form) {
        return switch (form) {
            case MARKDOWN -> Messages.text("detail.form.markdown");
            case PLAIN -> Messages.text("detail.form.plain");
            case JSON -> Messages.text("detail.form.json");
            case TABLE -> Messages.text("detail.form.table");
        };
    }
}
