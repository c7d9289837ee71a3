package dev.poemcp.emulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Command line of the emulator: prints one line of settings for a client, then runs until the process is ended. */
public final class Main {
    private static final String USAGE = """
            Usage: java -jar poe-emulator.jar [--port N] [--build LABEL] [--seed N] [--balance POINTS]
                                             [--broken WHAT]...

              --port N          port on 127.0.0.1; 0, the default, selects a free one
              --build LABEL     march-2025, july-2025, august-2026 (the default)
                                or september-2026
              --seed N          seed of every id, code and text; 1 by default
              --balance POINTS  points of the account; 1000000 by default
              --broken WHAT     breaks one link to a client, e.g. salt, page-500 or
                                channel-silent; may be repeated. A wrong name
                                lists all

            Prints one line of settings (addresses, cookies, formkey, API key) and runs until it is ended.
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    private static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        if (args.length == 1 && args[0].equals("--help")) {
            out.print(USAGE);
            return 0;
        }
        EmulatorOptions options;
        List<Breakage> breakages;
        try {
            options = options(args);
            breakages = breakages(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return 2;
        }
        logToStandardError();
        var poe = PoeEmulator.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(poe::close, "poe-emulator-close"));
        // First, since the settings are those that worked until something broke.
        out.println(settings(poe));
        breakages.forEach(breakage -> breakage.apply(poe));
        out.flush();
        // Never counted down: the process is ended from outside.
        new CountDownLatch(1).await();
        return 0;
    }

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException naming the invalid argument
     */
    static EmulatorOptions options(String... args) {
        var options = EmulatorOptions.defaults();
        for (var i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            var value = args[i + 1];
            options = switch (args[i]) {
                case "--port" -> options.withPort((int) Math.min(number(args[i], value), Integer.MAX_VALUE));
                case "--build" -> options.withBuild(SiteBuild.of(value));
                case "--seed" -> options.withSeed(number(args[i], value));
                case "--balance" -> options.withBalance(number(args[i], value));
                case "--broken" -> options;
                default -> throw new IllegalArgumentException("There is no option " + args[i]);
            };
        }
        return options;
    }

    /**
     * What is broken from the start.
     *
     * @param args that {@link #options} accepts
     * @throws IllegalArgumentException naming what can be broken
     */
    static List<Breakage> breakages(String... args) {
        var breakages = new ArrayList<Breakage>();
        for (var i = 0; i < args.length; i += 2) {
            if (args[i].equals("--broken")) {
                breakages.add(Breakage.of(args[i + 1]));
            }
        }
        return breakages;
    }

    private static long number(String option, String value) {
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(option + " takes a number, not \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    /** The credentials are generated and valid for this process only, so they may be printed. */
    static String settings(PoeEmulator poe) {
        var account = poe.account();
        return "POE_BASE_URL=" + poe.url() + " POE_P_B=" + account.pB() + " POE_P_LAT=" + account.pLat()
                + " POE_FORMKEY=" + account.formkey() + " POE_API_BASE_URL=" + poe.apiUrl() + " POE_API_KEY="
                + poe.apiKey();
    }

    /** Unconfigured, Logback logs to standard output, which carries the settings. */
    private static void logToStandardError() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            var encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{30} %msg%n");
            encoder.start();
            var appender = new ConsoleAppender<ILoggingEvent>();
            appender.setContext(context);
            appender.setTarget("System.err");
            appender.setEncoder(encoder);
            appender.start();
            var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.WARN);
            root.addAppender(appender);
        }
    }
}
