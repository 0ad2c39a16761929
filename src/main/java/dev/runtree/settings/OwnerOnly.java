package dev.runtree.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Folders and files that only their owner can read. On Windows they inherit the rights of the user's profile, which are
 * the owner's alone.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Makes a folder and those above it, unless it is there.
     *
     * @throws SettingsException when it cannot be made or is no folder
     */
    public static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder, attribute(folder, FOLDER));
        } catch (IOException e) {
            throw new SettingsException(
                    "Cannot make the folder " + folder + ": " + reason(e)
                            + ". Set RUNTREE_HOME to a folder that can be written to.",
                    e);
        }
    }

    /** Writes a file as a whole or not at all, readable by its owner alone from its first byte on. */
    public static void write(Path file, String text) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(beside);
        Files.createFile(beside, attribute(beside, FILE));
        Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens a new file to write to, readable by its owner alone. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attribute(file, FILE));
    }

    /** Makes an empty file that its owner alone can read. */
    public static Path newFile(Path file) throws IOException {
        return Files.createFile(file, attribute(file, FILE));
    }

    /** Whether nobody but the owner may read or write a file; always true where the system does not say. */
    public static boolean holds(Path file) throws IOException {
        return !isPosix(file) || FILE.containsAll(Files.getPosixFilePermissions(file));
    }

    /** What an I/O error says, in words: Java gives some of them as the bare path. */
    public static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        var said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    private static FileAttribute<?>[] attribute(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
