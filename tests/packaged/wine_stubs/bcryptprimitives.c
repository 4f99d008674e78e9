/* What wine 8 lacks and the Rust libraries need: random numbers. For the trial under wine only, never shipped. */
#include <stddef.h>
#define RtlGenRandom SystemFunction036
unsigned char __stdcall RtlGenRandom(void *buffer, unsigned long length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, size_t length)
{
    return RtlGenRandom(buffer, (unsigned long)length);
}
