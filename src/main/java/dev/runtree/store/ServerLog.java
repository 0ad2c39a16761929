package dev.runtree.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log that the embedded server writes, and what its lines tell a user. */
final class ServerLog {
    private static final long TURN_AT_BYTES = 5_000_000;
    private static final List<String> TELLING = List.of("PANIC:", "FATAL:", "ERROR:", "error:");

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Starts afresh when it has grown; the one before is kept. */
    void turn() throws IOException {
        if (length() > TURN_AT_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    long length() {
        return file.toFile().length();
    }

    /** What was written behind a place. */
    String since(long place) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(Math.min(place, length()));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The line of an output that tells why it failed, without what stands before the reason. */
    static String reason(String output) {
        if (output.contains("No space left on device")) {
            return "the disk is full. Make room and try again.";
        }
        var lines = output.lines().filter(line -> !line.isBlank()).toList();
        for (var mark : TELLING) {
            for (var line : lines) {
                var at = line.indexOf(mark);
                if (at >= 0) {
                    return line.substring(at + mark.length()).strip() + ".";
                }
            }
        }
        return lines.isEmpty() ? "it said nothing." : lines.getLast().strip() + ".";
    }
}
