package dev.poemcp.it;

import dev.poemcp.emulator.PoeEmulator;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts what a test takes as parameters and closes it afterwards, in reverse order: the {@link PoeEmulator}, a
 * {@link HostSession} or an {@link HttpServer} of the packaged server with the account of this emulator, and
 * {@link Servers} to start others. Parameters of one type and name are the same object.
 *
 * <p>What a constructor takes lives as long as the instance: with {@code @TestInstance(PER_CLASS)} all tests of the
 * class share it, otherwise each test has its own.
 */
final class ServerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

    private static final Map<Class<?>, Function<PoeEmulator, ?>> SERVERS = Map.of(
            HostSession.class, poe -> HostSession.open(Launch.serverFor(poe)),
            HttpServer.class, poe -> HttpServer.start(Launch.serverFor(poe)));

    private record Key(Class<?> type, String name) {}

    @Override
    public boolean supportsParameter(ParameterContext context, ExtensionContext extension) {
        Class<?> type = context.getParameter().getType();
        return type == PoeEmulator.class || type == Servers.class || SERVERS.containsKey(type);
    }

    @Override
    public Object resolveParameter(ParameterContext context, ExtensionContext extension) {
        var store = extension.getStore(NAMESPACE);
        var servers = new Servers(store);
        var parameter = context.getParameter();
        var start = SERVERS.get(parameter.getType());
        if (start == null) {
            return parameter.getType() == Servers.class ? servers : servers.poe();
        }
        PoeEmulator poe = servers.poe();
        return store.getOrComputeIfAbsent(
                new Key(parameter.getType(), parameter.getName()), key -> start.apply(poe), Object.class);
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }
}
