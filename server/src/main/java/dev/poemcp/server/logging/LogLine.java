package dev.poemcp.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.poemcp.poe.Secret;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Formats an event as one log line and masks everything that could be a credential. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    /**
     * What looks like a credential, known or not: values after the names of cookies and headers (after the scheme where
     * a header has one, RFC 9110 §11.4), and the 32 hexadecimal digits of a formkey.
     */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)(authorization[\"']?\\s*[=:]\\s*[\\[\"']*)(?:[a-z][\\w-]*[ \\t]+)?[^\\s;,\"'\\]]+"
                    + "|((?:p[-_]b|p[-_]lat|formkey|api[-_]?key|cookie)[\"']?\\s*[=:]\\s*[\"']?)[^\\s;,\"']+"
                    + "|(\\bbearer[ \\t]+)[\\w.~+/-]{16,}=*"
                    + "|\\b[0-9a-f]{32}\\b");

    private final HiddenTexts hidden = new HiddenTexts();

    /** @see HiddenTexts#hide */
    Runnable hide(Collection<Secret> secrets) {
        return hidden.hide(secrets);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(Time.FORMAT.format(event.getInstant()))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(simpleName(event.getLoggerName()))
                .append(": ")
                .append(event.getFormattedMessage())
                .append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
        }
        return redacted(line.toString());
    }

    String redacted(String text) {
        var matcher = CREDENTIAL.matcher(hidden.redacted(text));
        return matcher.replaceAll(match -> Matcher.quoteReplacement(prefix(match)) + HiddenTexts.MASK);
    }

    private static String prefix(MatchResult match) {
        return Stream.of(match.group(1), match.group(2), match.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** Loaded by the first line: most runs log none, and it takes as long as the rest of the log. */
    private static final class Time {
        static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    }
}
