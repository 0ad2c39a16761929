package dev.runtree.ui.shell;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.detail.TextForms;

/** Texts are shown in the forms that their reader chose last: Markdown, plain or JSON, by their kind. */
final class ReadingForms {
    private static final String CHOICE = "detail.forms";

    private ReadingForms() {}

    static void follow(Background background, RuntreeHome home, TextForms forms) {
        forms.onChoice(
                choices -> background.call(() -> Preferences.choice(home, CHOICE, choices), kept -> {}, failure -> {}));
        background.call(() -> new SettingsFile(home).load().choice(CHOICE).orElse(""), forms::read, failure -> {});
    }
}
