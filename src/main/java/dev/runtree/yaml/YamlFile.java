package dev.runtree.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Opens YAML files. JSON is read as well, being YAML. */
public final class YamlFile {
    /** Of one file; what agents, scripts and prices need is a hundredth of it. */
    private static final int LARGEST = 3 << 20;

    /** Of a file that holds what was recorded. */
    public static final int LARGEST_RECORD = 64 << 20;

    /** What is read without aliases has no more values than one for so many bytes. */
    private static final int BYTES_OF_A_VALUE = 32;

    private YamlFile() {}

    /** @throws BadFile when it cannot be read or is not YAML */
    public static YamlValue read(Path file) {
        return parse(file.toString(), decoded(file.toString(), bytes(file, LARGEST)));
    }

    /**
     * As {@link #read}, of a file that may be as large as {@link #LARGEST_RECORD}: whole conversations stand in it.
     *
     * @throws BadFile when it cannot be read or is not YAML
     */
    public static YamlValue readRecord(Path file) {
        var name = file.toString();
        return parsed(name, root(name, decoded(name, bytes(file, LARGEST_RECORD)), LARGEST_RECORD));
    }

    private static byte[] bytes(Path file, int most) {
        try {
            var size = Files.size(file);
            if (Files.isRegularFile(file) && size > most) {
                throw new BadFile(file + ":1:1: the file has " + (size >> 20) + " MiB, and at most " + (most >> 20)
                        + " MiB are read: is it the right one?");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadFile(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new BadFile(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #read}, but a file in which nothing stands, or comments alone, is empty rather than wrong.
     *
     * @throws BadFile when it cannot be read or is not YAML
     */
    public static Optional<YamlValue> readIfFilled(Path file) {
        return root(file.toString(), decoded(file.toString(), bytes(file, LARGEST)), LARGEST)
                .map(node -> new YamlValue(file.toString(), node));
    }

    /**
     * Reads a file that the program brings along.
     *
     * @param resource an absolute name on the class path
     */
    public static YamlValue resource(String resource) {
        try (InputStream in = YamlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BadFile(resource + ": not on the class path");
            }
            var name = resource.substring(resource.lastIndexOf('/') + 1);
            return parse(name, decoded(name, in.readAllBytes()));
        } catch (IOException e) {
            throw new BadFile(resource + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String decoded(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFile(
                    name + placeOfBadByte(bytes) + ": the file is not UTF-8 text from here on; save it as UTF-8", e);
        }
    }

    private static String placeOfBadByte(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var _ = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return place(out.flip().toString(), out.length());
    }

    /** Such as {@code :3:7}, of what is so many characters from the beginning. */
    private static String place(String text, int characters) {
        var before = text.substring(0, Math.min(characters, text.length()));
        var line = before.chars().filter(character -> character == '\n').count() + 1;
        return ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    /** @param name how messages call the file */
    public static YamlValue parse(String name, String text) {
        return parsed(name, root(name, text, LARGEST));
    }

    private static YamlValue parsed(String name, Optional<Node> root) {
        return root.map(node -> new YamlValue(name, node))
                .orElseThrow(() -> new BadFile(name + ":1:1: the file is empty"));
    }

    private static Optional<Node> root(String name, String text, int largest) {
        var options = new LoaderOptions();
        options.setCodePointLimit(largest);
        // How much they stand for is what counts, and that is looked at behind.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setNestingDepthLimit(5 * NodeCheck.DEEPEST);
        try {
            var root = Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
            root.ifPresent(new NodeCheck(name, (long) largest / BYTES_OF_A_VALUE)::check);
            return root;
        } catch (ReaderException e) {
            var at = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            throw new BadFile(
                    name
                            + place(text, at)
                            + ": the character U+%04X cannot stand in YAML; take it out".formatted(e.getCodePoint()),
                    e);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            var place = mark == null ? name : name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            throw new BadFile(place + ": not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new BadFile(
                    name + ":1:1: not valid YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
