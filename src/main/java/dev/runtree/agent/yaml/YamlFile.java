package dev.runtree.agent.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Opens YAML files. JSON is read as well, being YAML. */
public final class YamlFile {
    private YamlFile() {}

    /** @throws BadFile when it cannot be read or is not YAML */
    public static YamlValue read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new BadFile(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new BadFile(file + ": cannot be read: " + e.getMessage(), e);
        }
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
            return parse(resource.substring(resource.lastIndexOf('/') + 1), in.readAllBytes());
        } catch (IOException e) {
            throw new BadFile(resource + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static YamlValue parse(String name, byte[] bytes) {
        try {
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new BadFile(name + ": is not UTF-8 text", e);
        }
    }

    /** @param name how messages call the file */
    public static YamlValue parse(String name, String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        try {
            var node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new BadFile(name + ":1:1: the file is empty");
            }
            return new YamlValue(name, node);
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
