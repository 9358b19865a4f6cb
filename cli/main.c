#include <stdio.h>

int main(void)
{
	puts("blogsearch " BLOGSEARCH_VERSION);
	return 0;
}
