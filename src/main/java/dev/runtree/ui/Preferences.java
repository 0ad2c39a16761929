package dev.runtree.ui;

import dev.runtree.settings.KeptFilters;
import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.settings.WindowPlace;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the window keeps of its reader's choices. Each call reads and writes a file. */
public final class Preferences {

    private Preferences() {}

    public static Settings theme(RuntreeHome home, ThemeChoice theme) {
        return change(home, settings -> settings.withTheme(theme));
    }

    public static Settings window(RuntreeHome home, WindowPlace place) {
        return change(home, settings -> settings.withWindow(place));
    }

    public static Settings receiving(RuntreeHome home, Receiving receiving) {
        return change(home, settings -> settings.withReceiving(receiving));
    }

    /**
     * Keeps what was chosen in a view.
     *
     * @param name the view's own, such as {@code window.zoom}
     * @param value {@code null} takes the choice back
     */
    public static Settings choice(RuntreeHome home, String name, @Nullable String value) {
        return change(home, settings -> settings.withChoice(name, value));
    }

    /** Changes the filters that are kept, as they are in the file now. */
    public static KeptFilters filters(RuntreeHome home, UnaryOperator<KeptFilters> change) {
        return KeptFilters.of(
                change(home, settings -> change.apply(KeptFilters.of(settings)).into(settings)));
    }

    /**
     * Keeps what was chosen in a view, several choices at once.
     *
     * @param choices by their names; an empty text takes a choice back
     */
    public static Settings choices(RuntreeHome home, Map<String, String> choices) {
        return change(home, settings -> {
            var changed = settings;
            for (var choice : choices.entrySet()) {
                var value = choice.getValue().isEmpty() ? null : choice.getValue();
                changed = changed.withChoice(choice.getKey(), value);
            }
            return changed;
        });
    }

    private static synchronized Settings change(RuntreeHome home, UnaryOperator<Settings> change) {
        var file = new SettingsFile(home);
        var changed = change.apply(file.load());
        file.save(changed);
        return changed;
    }
}
