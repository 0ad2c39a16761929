package dev.runtree.ui.shell;

import dev.runtree.settings.Settings;
import dev.runtree.settings.TextForm;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.detail.TextForms;
import dev.runtree.ui.run.RunController;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the reader likes runs and steps to be shown, from one start to the next. */
final class KeptChoices {
    private static final String FORM = "detail.form.";
    private static final String MARKS = "detail.marks";
    private static final String OFF = "off";

    private final Background background;
    private final Preferences preferences;

    KeptChoices(Background background, Preferences preferences) {
        this.background = background;
        this.preferences = preferences;
    }

    /** Shows them as they were left, and keeps what is changed. */
    void follow(RunController run, DetailController detail) {
        var kept = preferences.now();
        run.choices(kept.choices(), this::keep);
        detail.use(new TextForms(forms(kept), this::keepForms));
        var marked = detail.provenance().markedProperty();
        marked.set(!OFF.equals(kept.choices().get(MARKS)));
        marked.addListener((property, was, is) -> keep(Map.of(MARKS, is ? "" : OFF)));
    }

    private static Map<String, TextForm> forms(Settings kept) {
        var forms = new HashMap<String, TextForm>();
        kept.choices().forEach((name, value) -> {
            if (name.startsWith(FORM)) {
                Arrays.stream(TextForm.values())
                        .filter(form -> word(form).equals(value))
                        .forEach(form -> forms.put(name.substring(FORM.length()), form));
            }
        });
        return forms;
    }

    private static String word(TextForm form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private void keepForms(Map<String, TextForm> forms) {
        keep(forms.entrySet().stream()
                .collect(Collectors.toMap(form -> FORM + form.getKey(), form -> word(form.getValue()))));
    }

    /** @param choices by their names; an empty text takes one back */
    private void keep(Map<String, String> choices) {
        background.call(() -> preferences.choices(choices), kept -> {}, failure -> {});
    }
}
