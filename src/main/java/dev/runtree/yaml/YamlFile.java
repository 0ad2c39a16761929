package dev.runtree.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
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

/** Opens YAML files. JSON is read as well, being YAML. */
public final class YamlFile {
    private YamlFile() {}

    /** @throws BadFile when it cannot be read or is not YAML */
    public static YamlValue read(Path file) {
        return parse(file.toString(), decoded(file.toString(), bytes(file)));
    }

    private static byte[] bytes(Path file) {
        try {
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
        return root(file.toString(), decoded(file.toString(), bytes(file)))
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
            throw new BadFile(name + ": is not UTF-8 text", e);
        }
    }

    /** @param name how messages call the file */
    public static YamlValue parse(String name, String text) {
        return root(name, text)
                .map(node -> new YamlValue(name, node))
                .orElseThrow(() -> new BadFile(name + ":1:1: the file is empty"));
    }

    private static Optional<Node> root(String name, String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        try {
            return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            var place = mark == null ? name : name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            throw new BadFile(place + ": not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new BadFile(
                    name + ": not valid YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
