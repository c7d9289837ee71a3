package dev.poemcp.server;

import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Setting.ValueType;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server on stdio, as hosts write them: settings and {@code --sandbox}. Whatever else stands on a
 * command line is for its parser, which takes longer to load than the rest of a start.
 *
 * @param settings values by setting; a flag is {@code true}
 */
record StdioOptions(Map<Setting, String> settings, boolean inSandbox) {
    /** Null if there is anything else, also a mistake. */
    static @Nullable StdioOptions of(String[] args) {
        var settings = new EnumMap<Setting, String>(Setting.class);
        var inSandbox = false;
        var left = new ArrayDeque<>(List.of(args));
        while (!left.isEmpty()) {
            var option = left.remove();
            if (option.equals("--sandbox") && !inSandbox) {
                inSandbox = true;
                continue;
            }
            var setting = setting(option);
            if (setting == null || settings.containsKey(setting)) {
                return null;
            }
            var value = setting.valueType() == ValueType.FLAG ? "true" : left.poll();
            if (value == null || value.startsWith("-")) {
                return null;
            }
            settings.put(setting, value);
        }
        return new StdioOptions(settings, inSandbox);
    }

    private static @Nullable Setting setting(String option) {
        if (!option.startsWith("--")) {
            return null;
        }
        for (var setting : Setting.values()) {
            if (option.equals(setting.option())) {
                return setting;
            }
        }
        return null;
    }
}
