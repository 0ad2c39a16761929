package dev.runtree.agent;

import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.mcp.McpServerBuilder;
import dev.runtree.agent.retrieval.Embeddings;
import dev.runtree.agent.retrieval.Knowledge;
import dev.runtree.agent.retrieval.RetrievalFailure;
import dev.runtree.agent.tool.BadTool;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an agent has from elsewhere: {@code mcp} and {@code knowledge} of its file.
 *
 * <pre>{@code
 * mcp:
 *   - command: [npx, -y, "@modelcontextprotocol/server-filesystem", .]
 *     name: files                              # default: the program's
 *     env: {API_KEY: "${FILES_KEY}"}           # of this program's environment; taken for secrets, as headers are
 *     include: [read_*]                        # also: exclude, confirm
 *     call_timeout: 30s                        # also: start_timeout, folder
 *   - url: https://tickets.example.com/mcp
 *     headers: {Authorization: "Bearer ${TICKETS_TOKEN}"}
 * knowledge:
 *   folder: docs                               # beside this file
 *   name: handbook                             # default: the folder's
 *   k: 5
 *   mode: agentic                              # or always
 *   embeddings: openai:text-embedding-3-small  # finds by meaning, where the database has pgvector
 * }</pre>
 */
final class SourcesFile {
    private static final Set<String> SERVER = Set.of(
            "command",
            "url",
            "name",
            "folder",
            "env",
            "headers",
            "include",
            "exclude",
            "confirm",
            "start_timeout",
            "call_timeout");
    private static final Set<String> KNOWLEDGE =
            Set.of("folder", "name", "k", "mode", "description", "embeddings", "index");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder where the file is */
    SourcesFile(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    void read(YamlValue root, AgentBuilder builder) {
        root.get("mcp")
                .ifPresent(list -> list.items().forEach(item -> {
                    try {
                        builder.mcp(server(item));
                    } catch (BadTool | IllegalArgumentException e) {
                        throw item.bad(String.valueOf(e.getMessage()), e);
                    }
                }));
        root.get("knowledge")
                .ifPresent(list -> list.items().forEach(item -> {
                    try {
                        builder.knowledge(knowledge(item));
                    } catch (BadTool e) {
                        throw item.bad(String.valueOf(e.getMessage()), e);
                    }
                }));
    }

    private McpServer server(YamlValue value) {
        value.onlyKeys(SERVER);
        var command = value.get("command");
        var url = value.get("url");
        if (command.isPresent() == url.isPresent()) {
            throw value.bad("a server has either a \"command\" to start it or a \"url\"");
        }
        McpServerBuilder builder;
        if (command.isPresent()) {
            builder = McpServer.command(
                            command.get().items().stream().map(this::filled).toList())
                    .folder(value.get("folder").map(at -> at.path(folder)).orElse(folder));
            value.get("headers").ifPresent(headers -> {
                throw headers.bad("a program is sent no headers; it has \"env\"");
            });
        } else {
            builder = McpServer.http(filled(url.orElseThrow()).strip());
            value.get("env").ifPresent(env -> {
                throw env.bad("a server that is not started here has no \"env\"; it is sent \"headers\"");
            });
        }
        value.get("name").ifPresent(name -> builder.name(name.word()));
        value.get("env").ifPresent(env -> env.keys().forEach(key -> builder.env(key, filled(env.need(key)))));
        value.get("headers")
                .ifPresent(headers -> headers.keys().forEach(key -> builder.header(key, filled(headers.need(key)))));
        value.get("include").ifPresent(tools -> tools.items().forEach(tool -> builder.include(tool.word())));
        value.get("exclude").ifPresent(tools -> tools.items().forEach(tool -> builder.exclude(tool.word())));
        value.get("confirm").ifPresent(tools -> tools.items().forEach(tool -> builder.confirm(tool.word())));
        value.get("start_timeout").ifPresent(time -> builder.startTimeout(time.duration()));
        value.get("call_timeout").ifPresent(time -> builder.callTimeout(time.duration()));
        return builder.build();
    }

    /** With the values of the environment that it names. */
    private String filled(YamlValue value) {
        return VARIABLE.matcher(value.text()).replaceAll(found -> {
            var set = environment.get(found.group(1));
            if (set == null) {
                throw value.bad("the environment variable " + found.group(1) + " is not set");
            }
            return Matcher.quoteReplacement(set);
        });
    }

    private Knowledge knowledge(YamlValue value) {
        value.onlyKeys(KNOWLEDGE);
        var documents = value.need("folder").path(folder).normalize();
        var builder = Knowledge.folder(documents)
                .description(value.get("description").map(YamlValue::text).orElse(null));
        value.get("name").ifPresent(name -> builder.name(name.word()));
        value.get("k").ifPresent(k -> builder.k(k.whole(1)));
        value.get("mode").ifPresent(mode -> builder.mode(mode(mode)));
        value.get("embeddings").ifPresent(model -> {
            try {
                builder.embeddings(Embeddings.open(model.word(), environment));
            } catch (RetrievalFailure e) {
                throw model.bad(String.valueOf(e.getMessage()), e);
            }
        });
        var index = value.get("index").map(YamlValue::word).orElse("disk");
        if (!index.equals("disk") && !index.equals("memory")) {
            throw value.need("index").bad("disk or memory was expected here, not \"" + index + "\"");
        }
        return builder.index(index.equals("disk") ? index(documents) : null).build();
    }

    private static Knowledge.Mode mode(YamlValue value) {
        return switch (value.word().toLowerCase(Locale.ROOT)) {
            case "agentic" -> Knowledge.Mode.AGENTIC;
            case "always" -> Knowledge.Mode.ALWAYS;
            default -> throw value.bad("agentic or always was expected here, not \"" + value.text() + "\"");
        };
    }

    /** One for each folder, wherever it is named. */
    private Path index(Path documents) {
        var set = environment.get("RUNTREE_HOME");
        var home = set == null || set.isBlank() ? RuntreeHome.fromEnvironment() : new RuntreeHome(Path.of(set));
        var key = documents.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        return home.knowledge().resolve(UUID.nameUUIDFromBytes(key).toString());
    }
}
