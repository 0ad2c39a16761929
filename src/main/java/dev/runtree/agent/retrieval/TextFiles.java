package dev.runtree.agent.retrieval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The files of a folder, or one file, as texts. Hidden files and folders are left out, and links are not followed. */
final class TextFiles {
    /** Bytes; a book has less than two million. */
    static final long LARGEST = 10L << 20;

    private static final int BEGINNING = 8192;

    private final Path root;

    TextFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** Why a file is passed over; the message begins with its path. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * What there is now: by the path beneath the folder, with {@code /}, a signature that is another one when the file
     * changed.
     *
     * @throws RetrievalFailure when there is no such folder
     */
    Map<String, String> signatures() {
        var found = new TreeMap<String, String>();
        try {
            if (!Files.exists(root)) {
                throw new RetrievalFailure(root + ": there is no such file or folder");
            }
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), 100, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return !folder.equals(root) && isHidden(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && (!isHidden(file) || file.equals(root))) {
                        found.put(
                                name(file),
                                attributes.size() + "-"
                                        + attributes.lastModifiedTime().toInstant());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                    if (file.equals(root)) {
                        throw problem;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new RetrievalFailure(root + " cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    private static boolean isHidden(Path path) {
        var name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private String name(Path file) {
        var inside = root.equals(file) ? String.valueOf(file.getFileName()) : String.valueOf(root.relativize(file));
        return inside.replace('\\', '/');
    }

    private Path path(String name) {
        return Files.isRegularFile(root) ? root : root.resolve(name);
    }

    /** Its passages. */
    List<Passage> passages(String name) throws Unreadable {
        var text = text(name);
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return List.of("md", "markdown", "mdx").contains(ending) ? Passages.ofMarkdown(text) : Passages.ofText(text);
    }

    private String text(String name) throws Unreadable {
        var file = path(name);
        byte[] bytes;
        try {
            var size = Files.size(file);
            if (size > LARGEST) {
                throw new Unreadable(
                        name + " has " + size / (1 << 20) + " MiB, and " + LARGEST / (1 << 20) + " MiB is the most");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Unreadable(name + " cannot be read: " + e.getMessage());
        }
        return decoded(name, bytes);
    }

    private static String decoded(String name, byte[] bytes) throws Unreadable {
        var charset = charset(bytes);
        var mark = charset.equals(StandardCharsets.UTF_8) ? (hasUtf8Mark(bytes) ? 3 : 0) : 2;
        if (mark != 2) {
            for (var at = 0; at < Math.min(bytes.length, BEGINNING); at++) {
                if (bytes[at] == 0) {
                    throw new Unreadable(name + " is not text");
                }
            }
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(name + " is not UTF-8 text");
        }
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static boolean hasUtf8Mark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }
}
