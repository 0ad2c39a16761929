package dev.runtree.agent.mcp;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an {@link McpServer}. */
public final class McpServerBuilder {
    private final List<String> command;
    private final @Nullable String url;
    private @Nullable String name;
    private @Nullable Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> include = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private final List<String> confirm = new ArrayList<>();
    private Duration startTimeout = Duration.ofSeconds(30);
    private Duration callTimeout = Duration.ofMinutes(2);
    private Duration refresh = Duration.ofMinutes(1);
    private int longestResult = 10_000_000;

    McpServerBuilder(List<String> command, @Nullable String url) {
        this.command = command;
        this.url = url;
        if (url != null) {
            check(url);
        } else if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("a program to start was expected");
        }
    }

    private static void check(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                throw bad(url);
            }
        } catch (URISyntaxException e) {
            throw bad(url);
        }
    }

    /** What may be secret in it is left out, and so is the cause, which has it too. */
    private static IllegalArgumentException bad(String url) {
        return new IllegalArgumentException("an address such as https://example.com/mcp was expected, not "
                + url.replaceFirst("\\?.*", "?...").replaceFirst("//[^/]*@", "//...@"));
    }

    /** How messages call it; made of the program or the host unless set. */
    public McpServerBuilder name(String value) {
        name = value;
        return this;
    }

    /** Where the program runs; where we do unless set. */
    public McpServerBuilder folder(Path value) {
        folder = value;
        return this;
    }

    /** Something that the program finds in its environment, beside what every program needs. Taken for a secret. */
    public McpServerBuilder env(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Something that is sent with each request. Taken for a secret. */
    public McpServerBuilder header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The tools to take, and no other; {@code *} stands for any letters. */
    public McpServerBuilder include(String... tools) {
        include.addAll(List.of(tools));
        return this;
    }

    /** Tools not to take. */
    public McpServerBuilder exclude(String... tools) {
        exclude.addAll(List.of(tools));
        return this;
    }

    /** Tools of which somebody has to approve each call. */
    public McpServerBuilder confirm(String... tools) {
        confirm.addAll(List.of(tools));
        return this;
    }

    /** How long it may take to start and to tell its tools; 30 s unless set. */
    public McpServerBuilder startTimeout(Duration value) {
        startTimeout = value;
        return this;
    }

    /** How long one call may take; 2 minutes unless set. */
    public McpServerBuilder callTimeout(Duration value) {
        callTimeout = value;
        return this;
    }

    /**
     * After which time a run asks a server over HTTP again which tools it has; a minute unless set. A program tells by itself
     * when it has others.
     */
    public McpServerBuilder refresh(Duration value) {
        refresh = value;
        return this;
    }

    /** The longest result that is taken, in characters; ten million unless set. */
    public McpServerBuilder longestResult(int characters) {
        longestResult = characters;
        return this;
    }

    public McpServer build() {
        return new McpServer(new McpSettings(
                name == null ? made() : name,
                command,
                url,
                folder,
                environment,
                headers,
                include,
                exclude,
                confirm,
                startTimeout,
                callTimeout,
                refresh,
                longestResult));
    }

    private String made() {
        if (url != null) {
            return URI.create(url).getHost();
        }
        var last = command.getFirst().replace('\\', '/');
        return last.substring(last.lastIndexOf('/') + 1);
    }
}
