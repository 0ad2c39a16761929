package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The talks with the agents of all open files; and what those on another database have left, until their files are read again. */
final class OpenTalks {
    private static final DateTimeFormatter SESSION = DateTimeFormatter.ofPattern("MMdd-HHmmss");

    private final RememberedFiles remembered;
    private final Map<Path, Talk> talks = new LinkedHashMap<>();
    private final Map<Path, Left> left = new LinkedHashMap<>();

    /**
     * What a talk on another database has left.
     *
     * @param interrupted whether a turn of it was ended
     * @param unsent what was written and not sent
     */
    private record Left(boolean interrupted, String unsent) {}

    OpenTalks(RememberedFiles remembered) {
        this.remembered = remembered;
    }

    /** By their files; a view. */
    Map<Path, Talk> all() {
        return Collections.unmodifiableMap(talks);
    }

    @Nullable Talk get(Path path) {
        return talks.get(path);
    }

    /** Takes one up, with what one of the same file has left on the database before. */
    void add(Talk talk) {
        talks.put(talk.path(), talk);
        var before = left.remove(talk.path());
        if (before != null) {
            talk.draft(before.unsent());
            if (before.interrupted()) {
                talk.chat().note(Messages.text("agents.switched"));
            }
        }
        // Those that are still to be read stay remembered, should the window be closed before.
        var files = remembered.files();
        if (!files.contains(talk.path())) {
            remembered.files(
                    Stream.concat(files.stream(), Stream.of(talk.path())).toList());
        }
    }

    @Nullable Talk remove(Path path) {
        left.remove(path);
        remembered.files(
                remembered.files().stream().filter(file -> !file.equals(path)).toList());
        return talks.remove(path);
    }

    /** Lets go of all of them, for another database; their files stay remembered, with those that are still to be read. */
    void leave() {
        talks.forEach((path, talk) -> left.put(path, new Left(talk.isInterrupted(), talk.unsent())));
        talks.clear();
    }

    /** Who asks a file's agent. */
    String user(OpenFile file) {
        var read = file.read();
        return read == null || read.user() == null ? remembered.user() : read.user();
    }

    /** In which session: the one in which it was talked with last, the file's own, or a new one. */
    String session(OpenFile file) {
        var kept = remembered.session(file.path());
        if (kept != null) {
            return kept;
        }
        var read = file.read();
        return read == null || read.session() == null ? freshSession(file) : read.session();
    }

    /** A session that nothing was said in yet. */
    static String freshSession(OpenFile file) {
        var component = file.component();
        var id = component == null ? "session" : component.id();
        return id + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(SESSION);
    }
}
