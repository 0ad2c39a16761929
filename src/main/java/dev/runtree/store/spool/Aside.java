package dev.runtree.store.spool;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where lies what nobody can store: damaged segments, and JSON Lines of what the database refuses. Nothing deletes it. */
final class Aside {
    static final String FOLDER = "aside";
    static final String DAMAGED = ".damaged";
    static final String REFUSED = ".refused.jsonl";

    private final Path folder;
    private @Nullable Path refused;

    Aside(Path spool) {
        this.folder = spool.resolve(FOLDER);
    }

    /** Moves a segment there. */
    synchronized Path damaged(Path segment) throws IOException {
        make();
        var name = segment.getName(segment.getNameCount() - 2) + "-" + segment.getFileName();
        var to = folder.resolve(name + DAMAGED);
        for (var again = 2; Files.exists(to); again++) {
            to = folder.resolve(name + "-" + again + DAMAGED);
        }
        Files.move(segment, to);
        SpoolFolder.sync(folder);
        return to;
    }

    /** Writes down what was refused, a line for each call, and why. */
    synchronized Path refused(Spooled spooled, String reason) throws IOException {
        if (refused == null) {
            make();
            var name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
            var file = folder.resolve(name + REFUSED);
            OwnerOnly.create(file).close();
            SpoolFolder.sync(folder);
            refused = file;
        }
        try (var channel = FileChannel.open(refused, StandardOpenOption.WRITE)) {
            var before = channel.size();
            channel.position(before);
            try {
                write(channel, RecordForm.line(spooled, reason));
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        }
        return refused;
    }

    private static void write(FileChannel channel, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private void make() throws IOException {
        try {
            OwnerOnly.folder(folder);
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
