package dev.runtree.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The packed PostgreSQL programs on the class path, for the system that we run on. */
final class PostgresArchive {
    private final URL url;

    private PostgresArchive(URL url) {
        this.url = url;
    }

    /** @throws StoreException when there are none for this system */
    static PostgresArchive find() {
        var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch", "");
        var names = machine.equals("aarch64") ? List.of("arm_64", "arm64") : List.of("x86_64");
        for (var name : names) {
            var url = PostgresArchive.class.getResource("/postgres-" + system + "-" + name + ".txz");
            if (url != null) {
                return new PostgresArchive(url);
            }
        }
        throw new StoreException("This Runtree has no embedded PostgreSQL for " + system + " on " + machine
                + ": name a server of yours with --db jdbc:postgresql://HOST/DATABASE.");
    }

    /** A name that changes with the content, known without reading it. */
    String identity() throws IOException {
        var connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    void unpack(Path folder) throws IOException {
        try (var packed = new BufferedInputStream(url.openStream(), 1 << 16);
                var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("The packed PostgreSQL has a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & 0100) != 0) {
            file.toFile().setExecutable(true, false);
            flush(file);
        }
    }

    /** A program that is there by name and empty after a power cut would never be unpacked again. */
    private static void flush(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
