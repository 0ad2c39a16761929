package dev.runtree.ui.agents;

import dev.runtree.settings.AgentFiles;
import dev.runtree.settings.Settings;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is remembered of the view from one start of the window to the next. */
final class RememberedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedFiles.class);
    private static final String USER = "agents.user";

    private final Background background;
    private final Preferences preferences;
    private Settings kept;

    RememberedFiles(Background background, Preferences preferences) {
        this.background = background;
        this.preferences = preferences;
        kept = preferences.now();
    }

    /** Those that were open. */
    List<Path> files() {
        return AgentFiles.of(kept);
    }

    /** Who asked last; the account that the window runs under before anybody has. */
    String user() {
        return kept.choice(USER).orElseGet(() -> System.getProperty("user.name", "me"));
    }

    /** The session in which a file's agent was talked with last; {@code null} for none. */
    @Nullable String session(Path path) {
        return kept.choice(sessionOf(path)).orElse(null);
    }

    private static String sessionOf(Path path) {
        return "agents.session." + Integer.toHexString(path.toString().hashCode());
    }

    void files(Collection<Path> open) {
        keep(AgentFiles.CHOICE, AgentFiles.told(open));
    }

    void user(String name) {
        keep(USER, name);
    }

    void session(Path path, String session) {
        keep(sessionOf(path), session);
    }

    private void keep(String name, String value) {
        kept = kept.withChoice(name, value.isEmpty() ? null : value);
        background.call(
                () -> preferences.choice(name, value.isEmpty() ? null : value),
                settings -> {},
                failure -> LOG.warn("A choice is not remembered: {}", failure.getMessage()));
    }
}
