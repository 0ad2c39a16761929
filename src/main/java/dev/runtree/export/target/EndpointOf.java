package dev.runtree.export.target;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what a preset says and what a target has otherwise. */
final class EndpointOf {
    /** Some take a request for one of OpenTelemetry's by this word in it, see {@link Langtrace}. */
    static final String USER_AGENT = "runtree opentelemetry otel-otlp-exporter-java";

    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> OURS = Set.of(
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "host",
            "te",
            "upgrade",
            "user-agent");

    private final Target target;
    private final Vendor vendor;
    private final Answers answers;
    private final TargetSecrets secrets;

    EndpointOf(Target target, Vendor vendor, Answers answers, TargetSecrets secrets) {
        this.target = target;
        this.vendor = vendor;
        this.answers = answers;
        this.secrets = secrets;
    }

    Endpoint endpoint() {
        var protocol = protocol();
        var address = vendor.address(answers, protocol);
        var uri = uri(address, protocol);
        checkTls(uri);
        var gzip = target.transport().gzip();
        return new Endpoint(
                uri,
                protocol,
                gzip == null ? vendor.gzip() && !isHere(uri) : gzip,
                headers(address.headers()),
                protocol.contentType(),
                USER_AGENT,
                target.transport().tls(),
                protocol == Protocol.GRPC ? vendor.split().overGrpc() : vendor.split());
    }

    /** Within a machine packing costs more than it saves. */
    private static boolean isHere(URI uri) {
        var host = uri.getHost();
        return host != null && (host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    private Protocol protocol() {
        var chosen = target.transport().protocol();
        if (chosen != null && !vendor.protocols().contains(chosen)) {
            throw new BadTarget(vendor.title() + " does not take " + chosen.word() + ". It takes: "
                    + vendor.protocols().stream().map(Protocol::word).collect(Collectors.joining(", ")) + ".");
        }
        return chosen == null ? vendor.protocols().getFirst() : chosen;
    }

    private URI uri(Vendor.Address address, Protocol protocol) {
        var base = address.base();
        var root = base.getScheme() + "://" + base.getRawAuthority();
        if (protocol == Protocol.GRPC) {
            return URI.create(root);
        }
        var path = target.transport().path();
        if (path != null) {
            return URI.create(root).resolve(checkedPath(path));
        }
        var own = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return URI.create(root + (own.endsWith(address.path()) ? own : own + address.path()));
    }

    private static URI checkedPath(String path) {
        Answers.checkLine("path", path);
        if (!path.matches("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")) {
            throw new BadTarget("The path begins with \"/\" and is none but a path, such as /v1/traces.");
        }
        try {
            return URI.create(path.replaceAll("^/+", "/"));
        } catch (IllegalArgumentException e) {
            throw new BadTarget("The path " + path + " is none.", e);
        }
    }

    private List<Header> headers(List<Header> usual) {
        var all = new LinkedHashMap<String, Header>();
        usual.forEach(header -> all.put(header.name(), header));
        for (var name : target.transport().headers()) {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new BadTarget("A header's name has letters, digits and \"-\" only.");
            }
            if (OURS.contains(name) || name.startsWith("grpc-") || name.endsWith("-bin")) {
                throw new BadTarget("The header " + name + " is set by Runtree itself.");
            }
            var value = secrets.get(Target.secretOf(name));
            if (value == null) {
                throw new BadTarget("There is no value for the header " + name + ". Add the target once more with it.");
            }
            all.put(name, Header.secret(name, Answers.headerValue("value of the header " + name, value)));
        }
        return List.copyOf(all.values());
    }

    private void checkTls(URI uri) {
        var tls = target.transport().tls();
        if (tls.isNone()) {
            return;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new BadTarget("Certificates are for https, and " + uri + " is not.");
        }
        if ((tls.certificate() == null) != (tls.key() == null)) {
            throw new BadTarget("A client certificate and its key go together: give both files.");
        }
        checkFile("certificate of the authority", tls.ca());
        checkFile("client certificate", tls.certificate());
        checkFile("key of the client certificate", tls.key());
    }

    private static void checkFile(String what, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new BadTarget("The " + what + " cannot be read: there is no file " + file + ", or no permission.");
        }
    }
}
