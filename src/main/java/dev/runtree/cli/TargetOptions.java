package dev.runtree.cli;

import dev.runtree.export.target.Asked;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Protocol;
import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Tls;
import dev.runtree.export.target.Transport;
import dev.runtree.export.target.Words;
import dev.runtree.otlp.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a target beside what its preset asks for; what is not said stays, and an empty text takes back. */
final class TargetOptions {
    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "only traces with a run that matches, in the grammar of runtree ls")
    private @Nullable String filter;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "only this share of these, above 0 and at most 1: whole traces, always the same ones")
    private @Nullable Double sample;

    @Option(
            names = "--redact",
            paramLabel = "WHAT",
            arity = "0..1",
            fallbackValue = "rules",
            description =
                    "replace personal data and secrets by the rules of the settings; content drops all that was said;"
                            + " none takes it back")
    private @Nullable String redact;

    @Option(
            names = "--profile",
            paramLabel = "WORDS",
            description = "tell it in other words: gen-ai, openinference, langfuse, langsmith, langtrace, none")
    private @Nullable String profile;

    @Option(names = "--replays", negatable = true, description = "replays too, which are left out otherwise")
    private @Nullable Boolean replays;

    @Option(names = "--protocol", paramLabel = "HOW", description = "grpc, http/protobuf or http/json")
    private @Nullable String protocol;

    @Option(names = "--path", paramLabel = "PATH", description = "in place of /v1/traces, over HTTP")
    private @Nullable String path;

    @Option(names = "--gzip", negatable = true, description = "compress requests, or do not")
    private @Nullable Boolean gzip;

    @Option(names = "--ca", paramLabel = "FILE", description = "trust these authorities alone (PEM)")
    private @Nullable Path ca;

    @Option(names = "--certificate", paramLabel = "FILE", description = "who one is oneself (PEM)")
    private @Nullable Path certificate;

    @Option(names = "--certificate-key", paramLabel = "FILE", description = "the key of that certificate (PEM)")
    private @Nullable Path certificateKey;

    /**
     * What the preset asks for, but for secrets.
     *
     * @param complaint about words that are no KEY=VALUE
     */
    static Map<String, String> answers(Preset chosen, String[] words, String complaint) {
        var given = new LinkedHashMap<String, String>();
        for (var answer : words) {
            var at = answer.indexOf('=');
            if (at < 1) {
                throw new WrongUsage(complaint);
            }
            var key = answer.substring(0, at);
            if (secrets(chosen).contains(key.replace('_', '-'))) {
                throw new WrongUsage(
                        "The " + key + " is a secret, which other programs would see here: leave it out to be asked"
                                + " for it, or name an environment variable with --key-env");
            }
            if (chosen.asks().stream().noneMatch(asked -> asked.name().equals(key))) {
                throw new WrongUsage(chosen.title() + " asks for no \"" + key + "\". It asks for: "
                        + String.join(
                                ", ", chosen.asks().stream().map(Asked::name).toList()));
            }
            given.put(key, answer.substring(at + 1));
        }
        return given;
    }

    private static List<String> secrets(Preset preset) {
        return preset.asks().stream().filter(Asked::secret).map(Asked::name).toList();
    }

    /**
     * A target with what is said here in place of what it has.
     *
     * @param headers names of more headers
     */
    Target over(Target before, List<String> headers) {
        var wanted = filter == null ? before.filter() : filter;
        FilterWords.parse(wanted);
        return new Target(
                before.name(),
                before.preset(),
                before.answers(),
                wanted,
                sample == null ? before.sample() : sample,
                redacting(before.redacting()),
                profile == null
                        ? before.profile()
                        : profile.isEmpty() ? null : Words.of(Profile.class, "profile", profile, Profile::word),
                transport(before.transport(), headers),
                replays == null ? before.replays() : replays,
                before.paused());
    }

    private Redacting redacting(Redacting before) {
        if (redact == null) {
            return before;
        }
        return redact.isEmpty() ? Redacting.RULES : Words.of(Redacting.class, "redaction", redact, Redacting::word);
    }

    private Transport transport(Transport before, List<String> more) {
        var headers = new ArrayList<>(before.headers());
        more.stream()
                .filter(name -> headers.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(headers::add);
        return new Transport(
                protocol == null
                        ? before.protocol()
                        : protocol.isEmpty() ? null : Words.of(Protocol.class, "protocol", protocol, Protocol::word),
                path == null ? before.path() : path.isEmpty() ? null : path,
                gzip == null ? before.gzip() : gzip,
                headers,
                new Tls(
                        file(ca, before.tls().ca()),
                        file(certificate, before.tls().certificate()),
                        file(certificateKey, before.tls().key())));
    }

    private static @Nullable Path file(@Nullable Path said, @Nullable Path before) {
        if (said == null) {
            return before;
        }
        return said.toString().isEmpty() ? null : said.toAbsolutePath();
    }
}
