package dev.runtree.cli;

import dev.runtree.settings.RuntreeHome;
import java.io.PrintWriter;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** The command line: finds the command, runs it, and turns what went wrong into one line and an exit status. */
public final class Cli {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Terminal terminal;
    private final CommandLine commands;

    /** Without a word there is only the window to be opened: then no command is looked at, which takes a while. */
    private Cli(Terminal terminal, RuntreeHome home, Screens screens, boolean words) {
        this.terminal = terminal;
        var program = new Program(terminal, home, screens);
        commands = words ? commands(program) : answering(program, new CommandLine(new Runtree(new Open(program))));
    }

    /** Runs the command that the arguments name and returns its exit status; prints nothing but what is meant for the user. */
    public static int run(String[] arguments, Terminal terminal, Screens screens) {
        return run(arguments, terminal, RuntreeHome.fromEnvironment(), screens);
    }

    /** As {@link #run(String[], Terminal, Screens)}, in a home of the caller's. */
    static int run(String[] arguments, Terminal terminal, RuntreeHome home, Screens screens) {
        try {
            LogFile.in(home);
            Thread.setDefaultUncaughtExceptionHandler((thread, problem) ->
                    LoggerFactory.getLogger(Cli.class).error("Thread {} failed", thread.getName(), problem));
            return new Cli(terminal, home, screens, arguments.length > 0).run(arguments);
        } catch (RuntimeException | OutOfMemoryError e) {
            int status = failed(terminal, e);
            return status == FAILED && arguments.length > 0 && Judging.COMMANDS.contains(arguments[0])
                    ? Judging.COULD_NOT
                    : status;
        }
    }

    /** The words of all commands. */
    static Set<String> commandNames() {
        var program = new Program(Terminal.nowhere(), RuntreeHome.fromEnvironment(), new NoScreens());
        return commands(program).getSubcommands().keySet();
    }

    private int run(String[] arguments) {
        int status = commands.execute(FilterWords.protect(arguments));
        try {
            terminal.out().flush();
        } catch (Output.ReaderGone e) {
            // What the command found stands, though nobody reads the rest of it.
        }
        return status;
    }

    private static CommandLine commands(Program program) {
        var open = new Open(program);
        var commands = new CommandLine(new Runtree(open));
        commands.addSubcommand(open);
        commands.addSubcommand(new DemoCommand(program));
        commands.addSubcommand(new RunAgent(program));
        commands.addSubcommand(new Ls(program));
        commands.addSubcommand(new Show(program));
        commands.addSubcommand(new Replay(program));
        commands.addSubcommand(new Diff(program));
        commands.addSubcommand(new Check(program));
        commands.addSubcommand(new Serve(program));
        commands.addSubcommand(new Import(program));
        commands.addSubcommand(new Export(program));
        commands.addSubcommand(new CommandLine(new TargetsCommand(program))
                .addSubcommand(new AddTarget(program))
                .addSubcommand(new SetTarget(program)));
        commands.addSubcommand(new CommandLine(new Approvals(program))
                .addSubcommand(new Approve(program))
                .addSubcommand(new Reject(program))
                .addSubcommand(new Cancel(program))
                .addSubcommand(new Erase(program)));
        commands.addSubcommand(new Watch(program));
        commands.addSubcommand(new CommandLine(new AlertsCommand(program)).addSubcommand(new AddAlert(program)));
        commands.addSubcommand(new Hooks(program));
        commands.addSubcommand(new Sql(program));
        commands.addSubcommand(new CommandLine(new Db(program))
                .addSubcommand(new Retain(program))
                .addSubcommand(new Delete(program))
                .addSubcommand(new Keep(program))
                .addSubcommand(new DbBackup(program))
                .addSubcommand(new DbRestore(program))
                .addSubcommand(new DbDistribute(program)));
        commands.addSubcommand(new Screenshot(program));
        commands.registerConverter(Size.class, new Size.Converter());
        commands.registerConverter(Limit.class, new Limit.Converter());
        commands.registerConverter(ByteCount.class, new ByteCount.Converter());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        return answering(program, commands);
    }

    /** With where it prints to, and how it tells what went wrong. */
    private static CommandLine answering(Program program, CommandLine commands) {
        return commands.setExpandAtFiles(false) // a word that begins with @ is the user's, as all others are
                .setOut(new PrintWriter(program.out().writer()))
                .setErr(program.terminal().err())
                .setColorScheme(Help.defaultColorScheme(program.terminal().colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((problem, arguments) -> wrongUsage(program.terminal(), problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> problem instanceof WrongUsage wrong
                        ? wrongUsage(
                                program.terminal(), new ParameterException(command, String.valueOf(wrong.getMessage())))
                        : failed(program.terminal(), problem, command));
    }

    private static int wrongUsage(Terminal terminal, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(Told.oneLine(problem.getMessage()) + ". See: " + command + " --help");
        return WRONG_USAGE;
    }

    private static int failed(Terminal terminal, Throwable problem, CommandLine command) {
        int status = failed(terminal, problem);
        return status == FAILED && command.getCommand() instanceof Judging ? Judging.COULD_NOT : status;
    }

    /** The line for a failure. What is not one of ours is a defect, and only the log says more of it. */
    private static int failed(Terminal terminal, Throwable problem) {
        if (problem instanceof Output.ReaderGone) {
            return DONE;
        }
        LoggerFactory.getLogger(Cli.class).error("The command failed", problem);
        terminal.err().println(Told.line(problem));
        if (problem instanceof BadFilterWords mistake) {
            terminal.err().println(mistake.picture());
        }
        return FAILED;
    }
}
