package dev.runtree.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user gave as the URL of a database, taken apart: {@code jdbc:postgresql:}, {@code postgresql://} and
 * {@code postgres://} URLs, with user and password in them or not.
 *
 * @param jdbc the JDBC URL for the driver, without user and password
 */
record DatabaseUrl(
        String jdbc,
        String host,
        int port,
        String database,
        @Nullable String user,
        @Nullable String password) {
    private static final Pattern SCHEME =
            Pattern.compile("(jdbc:postgresql:|postgres(?:ql)?:(?=//))(.*)", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile(".*[^:\\]]:(\\d+)|\\[.*]:(\\d+)");
    /** What libpq calls otherwise than the driver does. */
    private static final Map<String, String> NAMES =
            Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

    /** @throws SettingsException when it is no URL of a PostgreSQL database; the message holds no password */
    static DatabaseUrl parse(String text) {
        var scheme = SCHEME.matcher(text.strip());
        if (!scheme.matches()) {
            throw malformed(text, "Runtree works on PostgreSQL");
        }
        var rest = scheme.group(2);
        var query = rest.indexOf('?');
        var parameters = new Parameters(query < 0 ? "" : rest.substring(query + 1), text);
        var address = query < 0 ? rest : rest.substring(0, query);
        if (!address.startsWith("//")) {
            return new DatabaseUrl(
                    "jdbc:postgresql:" + address + parameters.kept(),
                    "localhost",
                    ConnectionProfile.DEFAULT_PORT,
                    decode(address, text),
                    parameters.user,
                    parameters.password);
        }
        var slash = address.indexOf('/', 2);
        var authority = slash < 0 ? address.substring(2) : address.substring(2, slash);
        var database = slash < 0 ? "" : address.substring(slash + 1);
        var at = authority.lastIndexOf('@');
        var hosts = authority.substring(at + 1);
        var login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        var user = login.length > 0 && !login[0].isEmpty() ? decode(login[0], text) : parameters.user;
        var password = login.length > 1 ? decode(login[1], text) : parameters.password;
        var first = hosts.split(",", 2)[0];
        return new DatabaseUrl(
                "jdbc:postgresql://" + hosts + "/" + database + parameters.kept(),
                host(first),
                port(first, text),
                decode(database, text),
                user,
                password);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The text without what may be a password. */
    static String withoutPassword(String text) {
        return text.replaceAll("//[^/@]*:.*@", "//").replaceAll("(?i)(password=)[^&]*", "$1...");
    }

    private static String host(String hostAndPort) {
        var port = PORT.matcher(hostAndPort);
        var host = port.matches() ? hostAndPort.substring(0, hostAndPort.lastIndexOf(':')) : hostAndPort;
        return host.isEmpty() ? "localhost" : host.replaceAll("[\\[\\]]", "");
    }

    private static int port(String hostAndPort, String text) {
        var colon = hostAndPort.lastIndexOf(':');
        if (colon < 0 || hostAndPort.endsWith("]")) {
            return ConnectionProfile.DEFAULT_PORT;
        }
        try {
            var port = Integer.parseInt(hostAndPort, colon + 1, hostAndPort.length(), 10);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, without a cause that might hold a password
        }
        throw malformed(text, "the port is no number from 1 to 65535");
    }

    private static String decode(String text, String whole) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(whole, "a % that belongs to a name or password is written %25");
        }
    }

    private static SettingsException malformed(String text, String why) {
        return new SettingsException("Not the URL of a PostgreSQL database: " + withoutPassword(text) + ": " + why
                + ". It looks like jdbc:postgresql://HOST:5432/DATABASE?currentSchema=SCHEMA.");
    }

    @Override
    public String toString() {
        return jdbc;
    }

    /** What stands behind the question mark, user and password taken out. */
    private static final class Parameters {
        private final List<String> kept = new ArrayList<>();
        private @Nullable String user;
        private @Nullable String password;

        Parameters(String query, String whole) {
            for (var parameter : query.split("&", -1)) {
                var equals = parameter.indexOf('=');
                var key = equals < 0 ? parameter : parameter.substring(0, equals);
                var value = equals < 0 ? "" : parameter.substring(equals + 1);
                switch (key) {
                    case "" -> {}
                    case "user" -> user = decode(value, whole);
                    case "password" -> password = decode(value, whole);
                    default -> kept.add(NAMES.getOrDefault(key, key) + "=" + value);
                }
            }
        }

        String kept() {
            return kept.isEmpty() ? "" : "?" + String.join("&", kept);
        }
    }
}
