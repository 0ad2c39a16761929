package dev.runtree.agent.model;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.runtree.agent.secret.Secrets;
import dev.runtree.yaml.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens models by their names. Nothing is asked of a server until the first answer is.
 *
 * <p>A failed call is not tried again here: every attempt that costs time or money has to be a span of its own.
 */
public final class Models {
    private static final List<String> PROVIDERS = List.of("openai", "anthropic", "ollama", "scripted");
    /** Of the client. How long an answer may take is for the agent to say. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Path folder;
    private final Map<String, String> environment;
    private final Consumer<Path> looked;

    /**
     * @param folder where the files of {@code scripted:} are looked for
     * @param environment where keys and addresses are taken from, as of {@link System#getenv()}
     */
    public Models(Path folder, Map<String, String> environment) {
        this(folder, environment, file -> {});
    }

    /**
     * As above.
     *
     * @param looked told of each script before it is looked for
     */
    public Models(Path folder, Map<String, String> environment, Consumer<Path> looked) {
        this.folder = folder;
        this.environment = environment;
        this.looked = looked;
    }

    /** Looks for script files in the working directory and for keys in the environment. */
    public static Models here() {
        return new Models(Path.of(""), System.getenv());
    }

    /**
     * @param text {@code provider:name}: {@code openai:gpt-4.1-mini} (also for any server that speaks OpenAI's
     *     language, named by OPENAI_BASE_URL), {@code anthropic:...}, {@code ollama:...} or {@code scripted:FILE}
     * @throws BadModel when the text names none or a key is missing
     * @throws dev.runtree.yaml.BadFile when a script has a mistake
     */
    public Model open(String text) {
        var colon = text.indexOf(':');
        var provider = colon < 0 ? text : text.substring(0, colon);
        var name = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!PROVIDERS.contains(provider)) {
            throw new BadModel("\"" + text + "\" names no model: it has to be PROVIDER:NAME, with one of "
                    + String.join(", ", PROVIDERS) + Nearest.hint(provider, PROVIDERS));
        }
        if (name.isEmpty()) {
            throw new BadModel("\"" + text + "\" names no model: " + provider + ": has to be followed by "
                    + (provider.equals("scripted") ? "a file" : "the model's name"));
        }
        return switch (provider) {
            case "openai" -> openAi(name);
            case "anthropic" -> anthropic(name);
            case "ollama" -> ollama(name);
            default -> ScriptedModel.open(Script.read(script(name)));
        };
    }

    private Path script(String name) {
        Path file;
        try {
            file = folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new BadModel("\"scripted:" + name + "\" names no model: " + e.getReason());
        }
        looked.accept(file);
        if (!Files.isRegularFile(file)) {
            throw new BadModel("there is no script " + file + "; it is looked for beside the file that names it");
        }
        return file;
    }

    /**
     * A scripted model that the program brings along.
     *
     * @param resource a script's absolute name on the class path
     */
    public static Model scripted(String resource) {
        return ScriptedModel.open(Script.resource(resource));
    }

    private Model openAi(String name) {
        var url = setting("OPENAI_BASE_URL");
        var key = setting("OPENAI_API_KEY");
        if (key == null && url == null) {
            throw missing("openai:" + name, "OPENAI_API_KEY", " (and OPENAI_BASE_URL for a server of your own)");
        }
        // A server of one's own often asks for no key, but the client insists on one.
        var used = key == null ? "none" : key;
        return Model.known(
                "openai",
                name,
                OpenAiChatModel.builder()
                        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                        .baseUrl(url)
                        .apiKey(used)
                        .modelName(name)
                        .returnThinking(true)
                        .maxRetries(0)
                        .timeout(PATIENCE)
                        .httpClientBuilder(ModelHttp.builder())
                        .build(),
                OpenAiStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(used)
                        .modelName(name)
                        .returnThinking(true)
                        .timeout(PATIENCE)
                        .httpClientBuilder(ModelHttp.builder())
                        .build(),
                Secrets.of(Map.of("OPENAI_API_KEY", used)).andOfUrl(url));
    }

    private Model anthropic(String name) {
        var key = setting("ANTHROPIC_API_KEY");
        if (key == null) {
            throw missing("anthropic:" + name, "ANTHROPIC_API_KEY", "");
        }
        var whole = AnthropicChatModel.builder()
                .apiKey(key)
                .modelName(name)
                .returnThinking(true)
                .maxRetries(0)
                .timeout(PATIENCE)
                .httpClientBuilder(ModelHttp.builder());
        var streaming = AnthropicStreamingChatModel.builder()
                .apiKey(key)
                .modelName(name)
                .returnThinking(true)
                .timeout(PATIENCE)
                .httpClientBuilder(ModelHttp.builder());
        var url = setting("ANTHROPIC_BASE_URL");
        if (url != null) {
            whole.baseUrl(url);
            streaming.baseUrl(url);
        }
        return Model.known(
                "anthropic",
                name,
                whole.build(),
                streaming.build(),
                Secrets.of(Map.of("ANTHROPIC_API_KEY", key)).andOfUrl(url));
    }

    private Model ollama(String name) {
        var set = setting("OLLAMA_BASE_URL");
        var url = set == null ? "http://127.0.0.1:11434" : set;
        return Model.known(
                "ollama",
                name,
                OllamaChatModel.builder()
                        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                        .baseUrl(url)
                        .modelName(name)
                        .maxRetries(0)
                        .timeout(PATIENCE)
                        .httpClientBuilder(ModelHttp.builder())
                        .build(),
                OllamaStreamingChatModel.builder()
                        .baseUrl(url)
                        .modelName(name)
                        .timeout(PATIENCE)
                        .httpClientBuilder(ModelHttp.builder())
                        .build(),
                Secrets.none().andOfUrl(url));
    }

    private @Nullable String setting(String variable) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static BadModel missing(String model, String variable, String more) {
        return new BadModel(model + " needs a key: set the environment variable " + variable + more);
    }
}
