package dev.poemcp.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.poemcp.poe.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One event as a line for a person, with everything that could be a credential taken out. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /**
     * What looks like one, whoever logs it and whether or not we were told of it: values behind the names of cookies
     * and headers, and the 32 hexadecimal digits of a formkey.
     */
    private static final Pattern SUSPECT = Pattern.compile(
            "(?i)((?:p[-_]b|p[-_]lat|formkey|authorization|api[-_]?key|cookie)[\"']?\\s*[=:]\\s*[\"']?)[^\\s;,\"']+"
                    + "|\\b[0-9a-f]{32}\\b");

    private static final String MASK = "***";

    private volatile List<String> hidden = List.of();

    void hide(Collection<Secret> secrets) {
        // Longest first, so that no part of a longer one is left behind.
        hidden = secrets.stream()
                .map(Secret::reveal)
                .flatMap(LogLine::spellings)
                .filter(text -> text.length() >= 4)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), decoded(secret));
    }

    private static String decoded(String secret) {
        try {
            return URLDecoder.decode(secret, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded, then; there is no third spelling.
            return secret;
        }
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(TIME.format(event.getInstant()))
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
        var clean = text;
        for (var secret : hidden) {
            clean = clean.replace(secret, MASK);
        }
        var found = SUSPECT.matcher(clean);
        return found.replaceAll(
                match -> match.group(1) == null ? MASK : match.group(1).replace("$", "\\$") + MASK);
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
