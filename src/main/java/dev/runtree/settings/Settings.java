package dev.runtree.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose, kept from one start to the next. Nothing secret is in it.
 *
 * @param profiles by name
 * @param lastProfile the one that the window had open; {@code null} is the embedded database
 * @param window {@code null} until the window was closed for the first time
 * @param receiving whether and where the window receives traces
 * @param spoolMebibytes how much may wait on disk for databases that are away, in MiB
 * @param choices what was chosen in the window's views, by names that the views give
 */
public record Settings(
        ThemeChoice theme,
        List<ConnectionProfile> profiles,
        @Nullable String lastProfile,
        @Nullable WindowPlace window,
        Receiving receiving,
        int spoolMebibytes,
        Map<String, String> choices) {
    private static final int SPOOL_MEBIBYTES = 1024;

    public static final Settings DEFAULT =
            new Settings(ThemeChoice.SYSTEM, List.of(), null, null, Receiving.DEFAULT, SPOOL_MEBIBYTES, Map.of());

    public Settings {
        profiles = List.copyOf(profiles);
        choices = Collections.unmodifiableMap(new TreeMap<>(choices));
        if (spoolMebibytes < 1) {
            throw new IllegalArgumentException("spoolMebibytes=" + spoolMebibytes);
        }
    }

    public Optional<ConnectionProfile> profile(String name) {
        return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    public Settings withTheme(ThemeChoice theme) {
        return new Settings(theme, profiles, lastProfile, window, receiving, spoolMebibytes, choices);
    }

    /** With a profile, in place of the one of its name. */
    public Settings withProfile(ConnectionProfile profile) {
        var changed = new ArrayList<>(withoutProfile(profile.name()).profiles);
        changed.add(profile);
        changed.sort((a, b) -> String.CASE_INSENSITIVE_ORDER.compare(a.name(), b.name()));
        return new Settings(theme, changed, lastProfile, window, receiving, spoolMebibytes, choices);
    }

    public Settings withoutProfile(String name) {
        var left = profiles.stream()
                .filter(profile -> !profile.name().equals(name))
                .toList();
        return new Settings(theme, left, lastProfile, window, receiving, spoolMebibytes, choices);
    }

    public Settings withLastProfile(@Nullable String name) {
        return new Settings(theme, profiles, name, window, receiving, spoolMebibytes, choices);
    }

    public Settings withWindow(WindowPlace window) {
        return new Settings(theme, profiles, lastProfile, window, receiving, spoolMebibytes, choices);
    }

    public Settings withReceiving(Receiving receiving) {
        return new Settings(theme, profiles, lastProfile, window, receiving, spoolMebibytes, choices);
    }

    /** What was chosen under a name; empty until something was. */
    public Optional<String> choice(String name) {
        return Optional.ofNullable(choices.get(name));
    }

    /** @param value {@code null} takes the choice back */
    public Settings withChoice(String name, @Nullable String value) {
        var changed = new TreeMap<>(choices);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Settings(theme, profiles, lastProfile, window, receiving, spoolMebibytes, changed);
    }
}
