package dev.runtree.cli;

import dev.runtree.alert.AlertWatch;
import dev.runtree.export.send.Sending;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.receive.endpoint.Endpoint;
import dev.runtree.receive.endpoint.EndpointOptions;
import dev.runtree.receive.endpoint.Limits;
import dev.runtree.receive.endpoint.Owner;
import dev.runtree.receive.endpoint.PortTaken;
import dev.runtree.receive.endpoint.Token;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.StoreException;
import dev.runtree.store.Upkeep;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = {
            "Receive traces by OTLP until it is asked to end (Ctrl+C, SIGTERM), without the window.",
            "Prints one line when it is ready."
        })
final class Serve implements Runnable {
    private static final String TOKEN_VARIABLE = "RUNTREE_TOKEN";
    private static final int HIGHEST_PORT = 65_535;

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "the port of OTLP/HTTP, 0 for a free one (default: 4318)")
    private int http = EndpointOptions.HTTP_PORT;

    @Option(
            names = "--grpc",
            paramLabel = "PORT",
            description = "the port of OTLP/gRPC, 0 for a free one (default: 4317)")
    private int grpc = EndpointOptions.GRPC_PORT;

    @Option(
            names = "--bind",
            paramLabel = "HOST",
            description = "where to listen (default: this machine alone); elsewhere needs a token")
    private @Nullable String bind;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file of yours alone with the token that senders have to know (default: the environment's "
                    + TOKEN_VARIABLE + ")")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "another name by which senders call this machine; may be repeated")
    private Set<String> hosts = Set.of();

    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            description = "the largest body to take, unpacked (default: 64MiB)")
    private @Nullable ByteCount maxBody;

    Serve(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var options = options();
        var ending = Ending.listen();
        program.terminal().progress("Opening the database ...");
        try (var databases = open()) {
            serve(databases, options, ending);
        } catch (PortTaken taken) {
            var option = taken.port() == http ? "--http" : "--grpc";
            throw new Failure(taken.getMessage() + " Choose another with " + option + " PORT, or end that one.", taken);
        }
    }

    /** A primary database that cannot be used keeps nobody from receiving; whoever copies to it tells why. */
    private Databases open() {
        var traces = Database.openOrAwait(common.traces(program.home()), program.home());
        var primary = common.separatePrimary(program.home());
        if (primary != null) {
            try {
                return new Databases(traces, Database.openPrimaryOrAwait(primary, program.home()));
            } catch (StoreException e) {
                LOG.warn("Approvals past their deadline are left to others", e);
            }
        }
        return Databases.of(traces);
    }

    private void serve(Databases databases, EndpointOptions options, Ending ending) {
        var database = databases.traces();
        var writer = new SpanWriter(database, new SpanLogs(program.prices()));
        var news = new WriteNews(program.terminal().err());
        try (var _ = HeapBound.start(HeapBound.OLD_BYTES);
                var copying = common.copyingSessions(database, program);
                writer;
                var _ = Upkeep.start(databases);
                var _ = Sending.start(database, program.home());
                var _ = AlertWatch.start(databases);
                var endpoint = Endpoint.start(
                        options,
                        program.home(),
                        Owner.SERVE,
                        new OtlpReader(program.prices()),
                        Endpoint.into(writer))) {
            program.out().line(ready(endpoint, database));
            program.out().flush();
            writer.onChange(() -> news.see(writer.status()));
            news.see(writer.status());
            if (copying != null) {
                copying.tellWhetherItWorks();
            }
            ending.await();
        } finally {
            news.atTheEnd(writer.status());
        }
    }

    private EndpointOptions options() {
        checkPort(http);
        checkPort(grpc);
        var token = token();
        if (bind != null && token == null && !EndpointOptions.isLoopback(bind)) {
            throw new WrongUsage("Listening on " + bind + " lets other machines send, so it needs a token: set "
                    + TOKEN_VARIABLE + ", or name a file with --token-file");
        }
        return new EndpointOptions(http, grpc, bind, hosts, token, limits());
    }

    private static void checkPort(int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new WrongUsage("There is no port " + port);
        }
    }

    private @Nullable Token token() {
        if (tokenFile != null) {
            return Token.read(tokenFile);
        }
        var variable = System.getenv(TOKEN_VARIABLE);
        return variable == null || variable.isEmpty()
                ? null
                : Token.of(variable, "the environment variable " + TOKEN_VARIABLE);
    }

    private Limits limits() {
        if (maxBody == null) {
            return Limits.DEFAULT;
        }
        try {
            return Limits.ofBody(maxBody.bytes());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--max-body has to be between 1 byte and 1023 MiB");
        }
    }

    private static String ready(Endpoint endpoint, Database database) {
        return "Receiving OTLP at " + endpoint.httpAddress() + " (HTTP) and " + endpoint.grpcAddress() + " (gRPC)"
                + (endpoint.wantsToken() ? ", from senders that know the token" : "") + ", storing in "
                + database.describe();
    }
}
