/* What wine 8 lacks and Qt 6.9 needs: the accent colours of Windows. For the trial under wine only, never shipped. */
#define COBJMACROS
#include <windows.h>
#include <stdint.h>

typedef struct { BYTE a, r, g, b; } Colour;
typedef struct Object { void *const *methods; } Object;

static HRESULT WINAPI query(Object *self, const GUID *iid, void **found)
{
    static const GUID known[] = {
        {0x00000000, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}},                          /* IUnknown */
        {0xaf86e2e0, 0xb12d, 0x4c6a, {0x9c, 0x5a, 0xd7, 0xaa, 0x65, 0x10, 0x1e, 0x90}},         /* IInspectable */
        {0x94ea2b94, 0xe9cc, 0x49e0, {0xc0, 0xff, 0xee, 0x64, 0xca, 0x8f, 0x5b, 0x90}},         /* IAgileObject */
        {0x00000035, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}},                          /* IActivationFactory */
        {0x85361600, 0x1c63, 0x4627, {0xbc, 0xb1, 0x3a, 0x89, 0xe0, 0xbc, 0x9c, 0x55}},         /* IUISettings */
        {0x03021be4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xf7, 0xd0, 0x6d, 0x7b}},         /* IUISettings3 */
    };
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++)
        if (!memcmp(iid, &known[i], sizeof *iid)) return *found = self, S_OK;
    return *found = NULL, E_NOINTERFACE;
}
static ULONG WINAPI count(Object *self) { (void)self; return 1; }
static HRESULT WINAPI refuse(Object *self) { (void)self; return E_NOTIMPL; }
static HRESULT WINAPI colour(Object *self, int kind, Colour *out)
{
    (void)self; (void)kind;
    *out = (Colour){0xff, 0x00, 0x78, 0xd4};
    return S_OK;
}
static void *const settings_methods[] = {query, count, count, refuse, refuse, refuse, colour, refuse, refuse};
static Object settings = {settings_methods};

static HRESULT WINAPI activate(Object *self, Object **out) { (void)self; return *out = &settings, S_OK; }
static void *const factory_methods[] = {query, count, count, refuse, refuse, refuse, activate};
static Object factory = {factory_methods};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, Object **out)
{
    (void)name;
    return *out = &factory, S_OK;
}
