package dev.runtree.receive.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the process that listens on a TCP port, as Linux tells it: the kernel's table has the socket's number, and the
 * process has that socket open. Processes of other users are not seen, unless by root.
 */
final class ListeningProcess {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTENS = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int SOCKET = 9;

    private ListeningProcess() {}

    static OptionalLong on(int port) {
        try {
            var sockets = sockets(port);
            return sockets.isEmpty() ? OptionalLong.empty() : ownerOf(sockets);
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static Set<String> sockets(int port) throws IOException {
        var sockets = new HashSet<String>();
        var suffix = ":%04X".formatted(port);
        for (var table : TABLES) {
            if (!Files.isReadable(table)) {
                continue;
            }
            for (var line : Files.readAllLines(table)) {
                var columns = line.strip().split("\\s+", -1);
                if (columns.length > SOCKET && columns[LOCAL].endsWith(suffix) && columns[STATE].equals(LISTENS)) {
                    sockets.add("socket:[" + columns[SOCKET] + "]");
                }
            }
        }
        return sockets;
    }

    private static OptionalLong ownerOf(Set<String> sockets) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : open) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not ours to look into, or gone meanwhile.
        }
        return false;
    }
}
