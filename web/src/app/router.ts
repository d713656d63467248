import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { useSessionStore } from '@/stores/session'
import SearchView from '@/views/SearchView.vue'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'search', component: SearchView },
  { path: '/journeys', name: 'journeys', component: () => import('@/views/JourneysView.vue'), meta: { title: 'search.submit' } },
  { path: '/book', name: 'book', component: () => import('@/views/BookingView.vue'), meta: { title: 'booking.heading' } },
  { path: '/sign-in', name: 'sign-in', component: () => import('@/views/SignInView.vue'), meta: { title: 'account.signIn' } },
  {
    path: '/orders',
    name: 'orders',
    component: () => import('@/views/OrdersView.vue'),
    meta: { account: true, title: 'order.list' },
  },
  {
    path: '/orders/:id',
    name: 'order',
    component: () => import('@/views/OrderView.vue'),
    props: true,
    meta: { account: true, title: 'order.heading' },
  },
  { path: '/:path(.*)*', name: 'not-found', component: () => import('@/views/NotFoundView.vue'), meta: { title: 'notFound.heading' } },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  if (to.meta['account'] && !useSessionStore().signedIn) {
    return { name: 'sign-in', query: { next: to.fullPath } }
  }
})
