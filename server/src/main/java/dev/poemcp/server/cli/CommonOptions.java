package dev.poemcp.server.cli;

import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Program.Configuration;
import dev.poemcp.server.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Options that every command takes: one for each setting that is not secret, {@code --sandbox}, {@code --verbose}. */
final class CommonOptions {
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private boolean sandbox;
    private boolean verbose;

    void addTo(CommandSpec root) {
        root.addOption(
                flag("--sandbox", "use an embedded emulator of Poe: no account, no network", value -> sandbox = value));
        root.addOption(flag("--verbose", "show the whole story of an error", value -> verbose = value));
        for (var setting : Setting.withOption()) {
            root.addOption(option(setting));
        }
    }

    private OptionSpec option(Setting setting) {
        var option = OptionSpec.builder(Objects.requireNonNull(setting.option()))
                .scopeType(ScopeType.INHERIT)
                .type(String.class)
                .description(setting.meaning().replace("`", "")
                        + (setting.defaultText() == null ? "" : " (default: " + setting.defaultText() + ")"))
                .setter(new OptionSetter(value -> settings.put(setting, (String) value)));
        return setting.valueType() == Setting.ValueType.FLAG
                ? option.arity("0..1").fallbackValue("true").build()
                : option.arity("1").paramLabel(setting.name()).build();
    }

    private static OptionSpec flag(String name, String meaning, Consumer<Boolean> setter) {
        return OptionSpec.builder(name)
                .scopeType(ScopeType.INHERIT)
                .type(boolean.class)
                .arity("0")
                .description(meaning)
                .setter(new OptionSetter(value -> setter.accept((Boolean) value)))
                .build();
    }

    boolean verbose() {
        return verbose;
    }

    boolean sandbox() {
        return sandbox;
    }

    /** The options of a server that were given, as arguments. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (sandbox) {
            arguments.add("--sandbox");
        }
        settings.forEach((setting, value) -> {
            boolean isFlag = setting.valueType() == Setting.ValueType.FLAG && value.equals("true");
            arguments.add(setting.option() + (isFlag ? "" : "=" + value));
        });
        return arguments;
    }

    /** @throws dev.poemcp.server.settings.InvalidSettingException if a server with these options would not start */
    void check(Terminal terminal) {
        var unused = readOffline(terminal);
    }

    private Configuration readOffline(Terminal terminal) {
        return Configuration.read(terminal.environment(), settings, false, List.of());
    }

    /** Without the sandbox, for commands that make no requests. */
    Program startOffline(Terminal terminal) {
        return Program.start(readOffline(terminal));
    }

    /** The configuration of a server on stdio. */
    Configuration readForStdio(Terminal terminal) {
        return Configuration.readForStdio(terminal.environment(), settings, sandbox);
    }

    /** @param folders that files may come from if {@code POE_FILES} is not set */
    Program start(Terminal terminal, List<Path> folders) {
        return Program.start(Configuration.read(terminal.environment(), settings, sandbox, folders));
    }
}
