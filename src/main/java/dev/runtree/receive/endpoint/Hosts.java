package dev.runtree.receive.endpoint;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the endpoint lets itself be called. A page whose own name is made to point at this machine (DNS
 * rebinding) calls it by that name, and is refused.
 */
final class Hosts {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?");
    private static final Pattern ORIGIN = Pattern.compile("https?://(.+)");

    /** Names that containers have for the machine they run on. Nobody can register them. */
    private static final Set<String> CONTAINER_HOST = Set.of("host.docker.internal", "host.containers.internal");

    private final Set<String> names;
    private final boolean anyAddress;

    /**
     * @param names allowed besides those of the loopback
     * @param anyAddress whether addresses in figures are allowed, which no page can make its own
     */
    Hosts(Set<String> names, boolean anyAddress) {
        this.names = names.stream().map(Hosts::plain).collect(Collectors.toUnmodifiableSet());
        this.anyAddress = anyAddress;
    }

    /** @throws Refused when this is not where the sender wants to send to, or a page of another site sends */
    void check(@Nullable String authority, @Nullable String origin) {
        var host = host(authority);
        if (host == null || !isAllowed(host)) {
            throw new Refused(
                    Why.NOT_ALLOWED,
                    "Host " + quoted(authority) + " is not a name of this endpoint: send to localhost, or name the host"
                            + " when starting it");
        }
        if (origin != null && !isLoopbackOrigin(origin)) {
            throw new Refused(
                    Why.NOT_ALLOWED, "Pages of " + quoted(origin) + " may not send here: only those of localhost may");
        }
    }

    /** Whether a page that the browser got from this machine sends. */
    static boolean isLoopbackOrigin(String origin) {
        var match = ORIGIN.matcher(origin);
        var host = match.matches() ? host(match.group(1)) : null;
        return host != null && isLoopback(host);
    }

    private boolean isAllowed(String host) {
        return isLoopback(host)
                || CONTAINER_HOST.contains(host)
                || names.contains(host)
                || (anyAddress && literal(host) != null);
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        var address = literal(host);
        return address != null && address.isLoopbackAddress();
    }

    /** The address that a text is, without asking any name server. */
    static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String host(@Nullable String authority) {
        if (authority == null) {
            return null;
        }
        var match = AUTHORITY.matcher(authority);
        return match.matches() ? plain(match.group(1)) : null;
    }

    private static String plain(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Bounded, since it is shown. */
    private static String quoted(@Nullable String said) {
        if (said == null) {
            return "(none)";
        }
        return "\"" + (said.length() > 100 ? said.substring(0, 100) + "…" : said) + "\"";
    }
}
