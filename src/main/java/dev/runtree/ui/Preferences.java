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

/**
 * What the window keeps of its reader's choices. The file is read once, before there is a window; a change reads it again, so
 * that what others have changed in it stays, and writes it. Changes are not for the JavaFX thread.
 */
public final class Preferences {
    private final RuntreeHome home;
    private volatile Settings settings;

    /** Reads the settings of a home. */
    public Preferences(RuntreeHome home) {
        this(home, new SettingsFile(home).load());
    }

    /** With settings that have been read already. */
    public Preferences(RuntreeHome home, Settings settings) {
        this.home = home;
        this.settings = settings;
    }

    public RuntreeHome home() {
        return home;
    }

    /** The settings as they were read, with what was changed here since; waits for nothing. */
    public Settings now() {
        return settings;
    }

    public Settings theme(ThemeChoice theme) {
        return change(settings -> settings.withTheme(theme));
    }

    public Settings window(WindowPlace place) {
        return change(settings -> settings.withWindow(place));
    }

    public Settings receiving(Receiving receiving) {
        return change(settings -> settings.withReceiving(receiving));
    }

    /**
     * Keeps what was chosen in a view.
     *
     * @param name the view's own, such as {@code window.zoom}
     * @param value {@code null} takes the choice back
     */
    public Settings choice(String name, @Nullable String value) {
        return change(settings -> settings.withChoice(name, value));
    }

    /** Changes the filters that are kept, as they are in the file now. */
    public KeptFilters filters(UnaryOperator<KeptFilters> change) {
        return KeptFilters.of(
                change(settings -> change.apply(KeptFilters.of(settings)).into(settings)));
    }

    /**
     * Keeps what was chosen in a view, several choices at once.
     *
     * @param choices by their names; an empty text takes a choice back
     */
    public Settings choices(Map<String, String> choices) {
        return change(settings -> {
            var changed = settings;
            for (var choice : choices.entrySet()) {
                var value = choice.getValue().isEmpty() ? null : choice.getValue();
                changed = changed.withChoice(choice.getKey(), value);
            }
            return changed;
        });
    }

    /** One after the other in the whole program, whoever has read the file. */
    private Settings change(UnaryOperator<Settings> change) {
        synchronized (Preferences.class) {
            var file = new SettingsFile(home);
            var changed = change.apply(file.load());
            file.save(changed);
            settings = changed;
            return changed;
        }
    }
}
