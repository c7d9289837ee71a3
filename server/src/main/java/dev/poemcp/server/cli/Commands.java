package dev.poemcp.server.cli;

import dev.poemcp.poe.PoeException;
import dev.poemcp.server.assembly.StdioServing;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.assembly.Version;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command line: runs the commands of {@code poe-mcp} and maps failures to messages and exit codes. */
public final class Commands {
    private static final int USAGE_ERROR = 2;
    private static final int FAILED = 1;

    private Commands() {}

    /** Runs a command and returns the exit code: 0 done, 1 failed, 2 wrong command line. */
    public static int run(String[] args, Terminal terminal, Termination termination) {
        var common = new CommonOptions();
        var root = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> serve(common, terminal, termination))
                .name("poe-mcp");
        root.usageMessage()
                .description("MCP server for Poe.com. Without a command it serves MCP"
                        + " on stdio, which is all that a host has to start.")
                .footer(
                        "",
                        "Credentials come from POE_API_KEY, or POE_P_B, POE_P_LAT and POE_FORMKEY; they have no options, so that"
                                + " they show in no process list.");
        common.addTo(root);

        var line = new CommandLine(root);
        line.addSubcommand("ask", new AskCommand(common, terminal, termination));
        line.addSubcommand("calibrate", new CalibrateCommand(common, terminal));
        line.addSubcommand("compare", new CompareCommand(common, terminal, termination));
        line.addSubcommand("demo", new DemoCommand(terminal));
        line.addSubcommand("doctor", new DoctorCommand(common, terminal, termination, Clock.systemUTC()));
        line.addSubcommand("export", new ExportCommand(common, terminal, termination));
        line.addSubcommand("install", new InstallCommand(common, terminal));
        line.addSubcommand("login", new LoginCommand(common, terminal, termination));
        line.addSubcommand("logout", new LogoutCommand(common, terminal));
        line.addSubcommand("points", new PointsCommand(common, terminal, Clock.system(ZoneId.systemDefault())));
        line.addSubcommand("search", new SearchCommand(common, terminal));
        line.addSubcommand("serve", new ServeCommand(common, terminal, termination));
        line.addSubcommand("tools", new ToolsCommand(common, terminal));
        line.addSubcommand("uninstall", new UninstallCommand(terminal));
        describe(root);
        line.getSubcommands().values().forEach(command -> describe(command.getCommandSpec()));
        int code = line.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setParameterExceptionHandler((e, unused) -> usageError(e, terminal))
                .setExecutionExceptionHandler((e, unused, parsed) -> failed(e, common, terminal, termination))
                .execute(args);
        boolean serves = line.getParseResult() == null || !line.getParseResult().hasSubcommand();
        if (code == 0 && !serves && terminal.out().checkError()) {
            terminal.err().println("poe-mcp: The output could not be written completely.");
            return FAILED;
        }
        return code;
    }

    private static void describe(CommandSpec command) {
        command.mixinStandardHelpOptions(true).version("poe-mcp " + Version.current());
        command.usageMessage().width(100);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int serve(CommonOptions common, Terminal terminal, Termination termination)
            throws InterruptedException {
        StdioServing.serve(common.readForStdio(terminal), terminal.in(), terminal.out(), terminal.err(), termination);
        return 0;
    }

    private static int usageError(ParameterException e, Terminal terminal) {
        terminal.err().println("poe-mcp: " + UsageError.sentence(e));
        terminal.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return USAGE_ERROR;
    }

    private static int failed(Exception e, CommonOptions common, Terminal terminal, Termination termination) {
        if (termination.isRequested() && !(e instanceof PoeException)) {
            // What fails while the JVM ends says nothing about the program.
            terminal.err().println("poe-mcp: Stopped.");
            return FAILED;
        }
        if (e instanceof InvalidSettingException) {
            terminal.err().println("poe-mcp: " + e.getMessage());
            return USAGE_ERROR;
        }
        terminal.err().println("poe-mcp: " + sentence(e));
        if (common.verbose()) {
            e.printStackTrace(terminal.err());
        }
        // The command line is where all arguments come from.
        return e instanceof ToolException rejected && rejected.code() == ErrorCode.INVALID_ARGUMENT
                ? USAGE_ERROR
                : FAILED;
    }

    private static String sentence(Exception e) {
        if (e instanceof PoeException failure) {
            var error = FailureMessages.of(failure.failure());
            return error.what() + " " + error.nextStep();
        }
        if (e instanceof ToolException failure) {
            return failure.getMessage() + " " + failure.nextStep();
        }
        if (e instanceof CommandFailedException failure) {
            return failure.getMessage() + " " + failure.nextStep();
        }
        return "Something went wrong in poe-mcp itself (" + e.getClass().getSimpleName()
                + "); --verbose shows the whole story.";
    }
}
