package dev.runtree.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory with little room, where one can be mounted; else the test is left out and says so. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        var said = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=0700", "tmpfs", folder.toString());
        assumeTrue(said.isEmpty(), "No file system can be mounted here: " + said);
        return new SmallDisk(folder);
    }

    void grow(int mebibytes) {
        run("mount", "-o", "remount,size=" + mebibytes + "m", folder.toString());
    }

    /** Whether what PostgreSQL wants next, by the hundred kilobytes, does not fit any more. */
    boolean isFull() {
        try {
            return Files.getFileStore(folder).getUsableSpace() < 1 << 20;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.onExit().join().exitValue() == 0 ? "" : said.isEmpty() ? "failed" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }
}
