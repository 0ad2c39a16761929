package dev.runtree.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code postmaster.pid} says: PostgreSQL writes it into the data folder when it starts and removes it when it ends.
 * One that is there says nothing about a server being there: a killed server leaves its file behind, and its process id
 * may be another program's by now.
 *
 * @param port 0 while it is not written yet
 * @param state {@code starting}, {@code ready}, {@code stopping}; empty while it is not written yet
 */
record PostmasterFile(long pid, long startSeconds, int port, String state) {
    static final String NAME = "postmaster.pid";

    /** {@code null} when there is none, or only the beginning of one. */
    static @Nullable PostmasterFile read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve(NAME));
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            return lines.size() < 3
                    ? null
                    : new PostmasterFile(
                            Long.parseLong(lines.get(0).strip()),
                            Long.parseLong(lines.get(2).strip()),
                            lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0,
                            lines.size() > 7 ? lines.get(7).strip() : "");
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean isReady() {
        return state.equals("ready");
    }

    boolean isOf(PostmasterFile earlier) {
        return pid == earlier.pid && startSeconds == earlier.startSeconds;
    }

    /** Whether the process lives and is a PostgreSQL. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.startsWith("postgres"))
                .isPresent();
    }
}
